using System.Globalization;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

/// <summary>This assembly run as a program: it spools letters into a folder until it is killed, so that a test can kill it in the middle.</summary>
internal static class SpoolChild
{
    /// <summary>Each letter is as large as this, so that writing one takes a while.</summary>
    public const int Size = 8 * 1024 * 1024;

    public static byte[] Letter(int number) => [.. Enumerable.Repeat((byte)('a' + number % 26), Size - 2), (byte)'\r', (byte)'\n'];

    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["spool", var folder])
        {
            await Console.Error.WriteLineAsync("Usage: KmCommons.Tests spool FOLDER");
            return 64;
        }
        await using var spool = new SpoolFolder(folder);
        for (var number = 0; number < 1000; number++)
            await spool.Send("", "reader@km.example", Letter(number), string.Create(CultureInfo.InvariantCulture, $"letter-{number % 3}.eml"));
        return 0;
    }
}
