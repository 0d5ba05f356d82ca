namespace KmCommons.Mail;

/// <summary>A Maildir: each letter a file, new ones in <c>new/</c>, those that some program has seen in <c>cur/</c> with flags behind «:2,». Handled ones get the flag S.</summary>
internal sealed class Maildir(string folder) : Mailbox
{
    private const string Info = ":2,";

    /// <inheritdoc/>
    public override IEnumerable<Received> Read(long from = 0)
    {
        foreach (var path in Waiting("new").Concat(Waiting("cur")))
            if (Open(path) is { } letter) yield return new(letter, Path.GetRelativePath(folder, path), 0);
    }

    /// <inheritdoc/>
    public override bool Handled(Received received)
    {
        var name = Path.GetFileName(received.Name);
        var info = name.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon ? colon : name.Length;
        try
        {
            // Flags stand in the order of their letters
            var seen = name[..info] + Info + string.Concat(Flags(name).Append('S').Distinct().Order());
            File.Move(Path.Combine(folder, received.Name), Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "cur")).FullName, seen));
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    // Names begin with the time of delivery
    private IEnumerable<string> Waiting(string part) =>
        Path.Combine(folder, part) is var files && (part == "new" || Directory.Exists(files))
            ? Directory.EnumerateFiles(files).Where(path => Path.GetFileName(path)[0] != '.' && !Flags(path).Any(flag => flag is 'S' or 'T')).Order(StringComparer.Ordinal)
            : [];

    private static string Flags(string path) => path.LastIndexOf(Info, StringComparison.Ordinal) is >= 0 and var at ? path[(at + Info.Length)..] : "";

    private static IncomingLetter? Open(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[Math.Min(file.Length, LongestLetter)];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return IncomingLetter.Read(bytes.AsMemory(0, length), file.Length > LongestLetter);
        }
        catch (FileNotFoundException)
        {
            return null; // taken by somebody else since the folder was listed
        }
    }
}
