using KmCommons.Benchmarks;

// One word chooses the measurement; tools/search-eval and tools/search-bench call it so
return args switch
{
    ["search-eval", .. var rest] => SearchEval.Run(rest),
    ["search-bench", .. var rest] => SearchBench.Run(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("search-eval --documents F --queries F --qrels F [--others F] [--json]");
    Console.Error.WriteLine("search-bench [--notes N]");
    return 2;
}
