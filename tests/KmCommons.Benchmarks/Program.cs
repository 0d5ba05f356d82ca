using System.Text.Json;
using KmCommons.Benchmarks;
using KmCommons.Benchmarks.MailCheck;

// One word chooses the measurement; tools/search-eval, tools/search-bench and tools/bench call it so
try
{
    return args switch
    {
        ["search-eval", .. var rest] => SearchEval.Run(rest),
        ["search-bench", .. var rest] => SearchBench.Run(rest),
        ["site-fill", .. var rest] => await SiteFill.Run(rest),
        ["bare-kestrel", .. var rest] => await BareKestrel.Run(rest),
        ["outbox-bench", .. var rest] => await OutboxBench.Run(rest),
        ["digest-bench", .. var rest] => await DigestBench.Run(rest),
        ["digest-child", .. var rest] => await KillChild.Run(rest),
        ["media-bench", .. var rest] => await MediaBench.Run(rest),
        ["mail-check", .. var rest] => await MailCheck.Run(rest),
        _ => Usage(),
    };
}
catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException or OverflowException or JsonException)
{
    // A file that is not there, a number that is none
    Console.Error.WriteLine(fault.Message);
    return 2;
}

static int Usage()
{
    Console.Error.WriteLine("search-eval --documents F --queries F --qrels F [--others F] [--made N] [--words FOLDER] [--damage] [--json]");
    Console.Error.WriteLine("search-bench [--notes N] [--fuzz]");
    Console.Error.WriteLine("site-fill --data DIR --notes N");
    Console.Error.WriteLine("bare-kestrel --port N --file F");
    Console.Error.WriteLine("media-bench [FILE]");
    Console.Error.WriteLine("digest-bench [--members N | --kills N [--letters N] [--seed N]] [--data DIR]");
    Console.Error.WriteLine("mail-check --folder DIR --port N [--spool DIR]");
    Console.Error.WriteLine("outbox-bench [--letters N] [--data DIR]");
    return 2;
}
