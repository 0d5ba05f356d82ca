using KmCommons.Mail;
using KmCommons.Tests.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>Hostile strings in every field: each is refused by name, or arrives as text and brings no header and no recipient along.</summary>
static class InjectionCheck
{
    private sealed record Try(InjectionField Field, string Text, byte[]? Bytes, string? Refusal);

    /// <summary>Every string in every field of a letter, and in both addresses of the envelope.</summary>
    public static async Task Run(Desk desk, Findings findings)
    {
        Findings.Title("Header injection");
        var tries = InjectionField.All.SelectMany(field => InjectionField.Strings.Select(text => Attempt(field, text))).ToList();
        var carried = tries.Where(one => one.Bytes is not null).ToList();
        byte[][] letters = [.. carried.Select(one => one.Bytes!)];
        var (python, node) = (PythonJudge.Read(letters), ParserReading.Of(desk.Folder, letters));
        findings.Say($"{InjectionField.Strings.Count} strings x {InjectionField.All.Count} fields of a letter: {tries.Count - carried.Count} refused by the field's name, {carried.Count} carried",
            tries.Where(one => one.Bytes is null && one.Refusal != one.Field.Refused).Select(one => $"{Told(one)} was refused as {one.Refusal}"));
        var usual = InjectionField.All.ToDictionary(field => field, field => Usual(desk, field));
        var fields = carried.Where((one, i) => !Same(usual[one.Field].Python.Fields, python[i].Fields) || !Same(usual[one.Field].Node.Fields, node[i].Fields) || usual[one.Field].Python.Shape.Length != python[i].Shape.Length).ToList();
        findings.Say($"carried: letters with other header names or parts than the same letter without the string, as either parser reads it: {fields.Count}", fields.Select(Told));
        var recipients = carried.Where((one, i) => !Alone(one, python[i].To) || !Alone(one, node[i].To) || node[i].Others.Length > 0 || python[i].From.Length != 1 || node[i].From.Length != 1 || python[i].ReplyTo.Length != 1 || node[i].ReplyTo.Length != 1).ToList();
        findings.Say($"carried: letters with another recipient than the one, or a second sender, as either parser reads it: {recipients.Count}", recipients.Select(Told));
        var changed = carried.SelectMany((one, i) => Comparison.Differences(one.Field.Write(one.Text), python[i], node[i]).Select(fault => $"{Told(one)} {fault}")).ToList();
        findings.Say($"carried: letters of which either parser reads anything but what was composed: {changed.Count}", changed);
        await Envelopes(desk, findings);
    }

    private static Try Attempt(InjectionField field, string text)
    {
        try
        {
            return new(field, text, field.Write(text).Compose(), null);
        }
        catch (BadHeaderException refusal)
        {
            return new(field, text, null, refusal.Field);
        }
    }

    private static (PythonJudge.Reading Python, ParserReading Node) Usual(Desk desk, InjectionField field)
    {
        var letter = field.Write("usual.th").Compose();
        return (PythonJudge.Read(letter), ParserReading.Of(desk.Folder, [letter])[0]);
    }

    // What a host that others wrote was told is what counts
    private static async Task Envelopes(Desk desk, Findings findings)
    {
        using var host = new OddHost(desk, "{}", "host");
        var (letter, faults, refused, sent) = (Samples.Letter().Compose(), new List<string>(), 0, new List<(string From, string To)>());
        await using (var way = desk.Options(host.Port).Open())
            foreach (var (from, to, field) in InjectionField.Strings.SelectMany(text => new[] { (text + "@km.example", "reader@example.th", "envelope from"), ("km@km.example", text + "@example.th", "envelope to") }))
                try
                {
                    var delivery = await way.Send(from, to, letter, "x.eml");
                    sent.Add((from, to));
                    if (delivery.Outcome != Outcome.Sent) faults.Add($"{Findings.Escaped(from)} to {Findings.Escaped(to)}: {delivery}");
                }
                catch (BadHeaderException refusal)
                {
                    refused++;
                    if (refusal.Field != field) faults.Add($"{field} was refused as {refusal.Field}");
                }
        var seen = host.End();
        if (!seen.Senders.Zip(seen.Recipients).SequenceEqual(sent)) faults.Add($"the host was told {string.Join(' ', seen.Senders.Concat(seen.Recipients))}");
        if (seen.Letters.Length != sent.Count) faults.Add($"{seen.Letters.Length} letters for {sent.Count} envelopes");
        findings.Say($"{InjectionField.Strings.Count} strings x 2 addresses of the envelope: {refused} refused by the field's name, {sent.Count} carried to one recipient each, as smtp-server heard it", faults);
    }

    private static bool Alone(Try one, string[][] to) => to is [[_, var address]] && (one.Field.Name.StartsWith("To address", StringComparison.Ordinal) || address is "reader@example.th" || address == Samples.Reader.Address);

    private static bool Same(IEnumerable<string> names, IEnumerable<string> others) => names.SequenceEqual(others, StringComparer.OrdinalIgnoreCase);

    private static string Told(Try one) => $"{one.Field.Name} {Findings.Escaped(one.Text)}:";
}
