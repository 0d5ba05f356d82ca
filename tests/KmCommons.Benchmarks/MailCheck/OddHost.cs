using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>npm's smtp-server in a process of its own, on this machine only, odd in the one way that is asked (see <c>host.mjs</c>).</summary>
sealed class OddHost : IDisposable
{
    private readonly Process _node;

    /// <param name="desk">Where <c>host.mjs</c> and its certificates are.</param>
    /// <param name="odd">What it does wrong, as JSON.</param>
    /// <param name="certificate">The name of the certificate that it shows.</param>
    public OddHost(Desk desk, string odd, string certificate)
    {
        _node = Process.Start(new ProcessStartInfo("node", [desk.At("host.mjs"), desk.At(certificate + ".pem"), desk.At(certificate + ".key"), odd]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Port = int.Parse(_node.StandardOutput.ReadLine() ?? throw new IOException("smtp-server did not start"), CultureInfo.InvariantCulture);
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Ends it and says what it saw.</summary>
    public Seen End()
    {
        _node.StandardInput.Close();
        return JsonSerializer.Deserialize<Seen>(_node.StandardOutput.ReadToEnd(), JsonSerializerOptions.Web)!;
    }

    /// <summary>Ends it at the latest now.</summary>
    public void Dispose()
    {
        if (!_node.HasExited) _node.Kill();
        _node.Dispose();
    }

    /// <summary>What the host saw: the first bytes of all lines, before TLS readable; who signed in, by which way; the envelopes; how many letters were begun, and those that were whole.</summary>
    public sealed record Seen(string Heard, string[][] SignedIn, string[] Senders, string[] Recipients, int Begun, SeenLetter[] Letters);

    /// <summary>A whole letter in base64, and whether the host answered for it.</summary>
    public sealed record SeenLetter(string Bytes, bool Kept);
}
