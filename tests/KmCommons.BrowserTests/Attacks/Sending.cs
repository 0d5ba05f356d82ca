using System.Net.Http.Headers;
using KmCommons.Tests;
using KmCommons.Tests.Media;

namespace KmCommons.BrowserTests.Attacks;

/// <summary>Sends attacks in by every way, and remembers what the site said and where it led.</summary>
sealed class Sending(Target target, IReadOnlyList<Way> ways)
{
    static int sent;

    /// <summary>How long a packet may be: what the shortest of the long fields take.</summary>
    public const int Packet = 6000;

    /// <summary>Where forms led, and as whom.</summary>
    public HashSet<(string Who, string Address)> LedTo { get; } = [];

    /// <summary>Pages that came back instead.</summary>
    public List<Answer> Answers { get; } = [];

    /// <summary>How many forms were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>How many of them were taken.</summary>
    public int Taken { get; private set; }

    /// <summary>All attacks as texts of many each, those that swallow what follows at the ends.</summary>
    public static List<string> Packets(int longest)
    {
        var (packets, now) = (new List<string>(), "");
        var swallowing = new Queue<Attack>(Attack.All.Where(a => !a.IsUnwritable && a.Swallows));
        foreach (var attack in Attack.All.Where(a => !a.IsUnwritable && !a.Swallows))
        {
            if (now.Length + attack.Text.Length > longest - 200 && now.Length > 0)
                (packets, now) = ([.. packets, now + (swallowing.TryDequeue(out var last) ? last.Text + "\n\n" : "")], "");
            now += attack.Text + "\n\n";
        }
        packets.Add(now);
        packets.AddRange(swallowing.Select(a => a.Text));
        return packets;
    }

    /// <summary>Tries each field alone: with much, then with one.</summary>
    public async Task Learn()
    {
        var packets = Packets(Packet);
        var singles = Attack.All.Where(a => !a.IsUnwritable && a.Text.Length < 150 && !a.Text.Contains('\n', StringComparison.Ordinal)).ToList();
        // What a door took of one it takes of another; what it refused, the other may be allowed
        var taken = new Dictionary<(string Route, string Field), Takes>();
        foreach (var way in ways)
            foreach (var (field, i) in way.Fields.Select((f, i) => (f, i)))
            {
                if (taken.TryGetValue((way.Row.Route, field.Name), out var before))
                    field.Takes = before;
                else if (field.Type == "file")
                    field.Takes = Takes.One;
                else if (field.IsTyped && await Send(way, [(field, packets[(way.Nth + i) % packets.Count])]))
                    field.Takes = Takes.Many;
                else if (await Send(way, [(field, singles[(way.Nth * 7 + i) % singles.Count].Text)]))
                    field.Takes = Takes.One;
                if (field.Takes != Takes.Nothing)
                    taken[(way.Row.Route, field.Name)] = field.Takes;
            }
    }

    /// <summary>Sends every attack through every field: many at once through those that take many, all fields of a form at once.</summary>
    public async Task Attacks(int rounds)
    {
        var packets = Packets(Packet);
        var singles = Attack.All.Where(a => !a.IsUnwritable).ToList();
        var open = ways.Where(w => w.Fields.Any(IsOpen)).ToList();
        // One by one it takes an hour for all: then each door once, as who gets furthest
        var chosen = rounds == 0 ? open : [.. open.GroupBy(w => w.Row.Route).Select(g => g.MaxBy(w => w.Fields.Count(f => f.Takes != Takes.Nothing))!)];
        for (var nth = 0; nth < (rounds > 0 ? rounds : packets.Count); nth++)
            foreach (var way in chosen)
            {
                var one = rounds > 0 ? nth * Math.Max(1, singles.Count / rounds) : nth * 37 + way.Nth * 11;
                await Together(way, nth < 2 ? 3 : 0, [.. way.Fields.Where(IsOpen).Select((f, i) => (f, f.Takes == Takes.Many && rounds == 0 ? packets[(nth + i) % packets.Count] : singles[(one + i * 101) % singles.Count].Text))]);
            }

        static bool IsOpen(Field field) => field.IsTyped && field.Takes != Takes.Nothing || field.Type == "file";
    }

    // What is refused together is sent by halves: one field may not hinder the others
    async Task Together(Way way, int halves, List<(Field Field, string Text)> texts)
    {
        if (await Send(way, texts) || texts.Count == 1 || halves == 0)
            return;
        await Together(way, halves - 1, texts[..(texts.Count / 2)]);
        await Together(way, halves - 1, texts[(texts.Count / 2)..]);
    }

    /// <summary>Sends one form with these texts in these fields and what is valid in the others; whether it was taken.</summary>
    public async Task<bool> Send(Way way, IReadOnlyList<(Field Field, string Text)> texts)
    {
        var names = target.Scene.Fresh();
        var (address, valid) = (await names.Fill(way.Row.Address), Way.Typed(await names.Fill(Bases.Of(way, ++sent))).ToList());
        await Bases.Before(target, way);
        using var form = Content(way, texts, valid);
        using var answer = await target.Come(way.Who, address, form);
        Sent++;
        var led = answer.Headers.Location?.OriginalString;
        var isTaken = (int)answer.StatusCode is >= 200 and < 400;
        Taken += isTaken ? 1 : 0;
        if (led is not null && led.StartsWith('/'))
            LedTo.Add((way.Who, led.Split('#')[0]));
        else if (Answers.Count < 20_000)
            Answers.Add(await Answer.Of(answer, way.Who, $"answer of {way.Name}", address));
        return isTaken;
    }

    static readonly List<string> InFiles = Packets(20_000);

    static HttpContent Content(Way way, IReadOnlyList<(Field Field, string Text)> texts, List<(string Name, string Value)> valid)
    {
        var fields = valid.Where(v => !texts.Any(t => t.Field.Name == v.Name)).Concat(texts.Where(t => t.Field.Type != "file").Select(t => (t.Field.Name, Marked(way, t.Field, t.Text)))).ToList();
        var files = texts.Where(t => t.Field.Type == "file").ToList();
        if (files.Count == 0)
            return new FormUrlEncodedContent(fields.Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2)));
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8 };
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), $"\"{name}\"");
        foreach (var (field, text) in files)
        {
            var isPhoto = field.Name.Contains("hoto", StringComparison.Ordinal);
            var file = new ByteArrayContent(isPhoto ? Pictures.Png(4, 3, (_, _) => Pictures.Red) : System.Text.Encoding.UTF8.GetBytes($"{way.Sign(field)}\n{InFiles[sent % InFiles.Count]}"));
            // As a browser writes a name: quotes and line ends in %, the rest as it is
            var name = (text.Length > 60 ? text[..60] : text).Replace("\"", "%22", StringComparison.Ordinal).Replace("\r", "%0D", StringComparison.Ordinal).Replace("\n", "%0A", StringComparison.Ordinal).Replace("\0", "", StringComparison.Ordinal);
            name = (sent % 2 == 0 ? way.Sign(field) + name : name + way.Sign(field)) + (isPhoto ? ".png" : ".txt");
            file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{field.Name}\"; filename=\"{name}\"");
            form.Add(file);
        }
        return form;
    }

    static string Marked(Way way, Field field, string text) => field.Takes == Takes.Many || text.Length > 400 ? $"{way.Sign(field)}\n\n{text}" : field.IsTyped ? $"{text} {way.Sign(field)}" : text;
}
