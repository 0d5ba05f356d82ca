using System.Globalization;
using KmCommons.Mail;

namespace KmCommons.Benchmarks.MailCheck;

/// <summary>The folder that <c>tools/mail-check</c> prepares: keys and certificates, the scripts of Node with their packages, Postfix's mail.</summary>
/// <param name="Folder">Its path; the check writes into it too.</param>
/// <param name="Port">Where Postfix listens on this machine.</param>
sealed record Desk(string Folder, int Port)
{
    /// <summary>A file of the folder.</summary>
    public string At(params string[] path) => Path.Combine([Folder, .. path]);

    /// <summary>The library set up as a site sets it up, for a host on this machine that has a certificate of our own authority.</summary>
    /// <param name="port">Where the host listens.</param>
    /// <param name="settings">More settings, or others, without <c>Mail:</c>.</param>
    public MailOptions Options(int port, params (string Key, string Value)[] settings)
    {
        Dictionary<string, string> all = new()
        {
            ["Mail:From"] = "km@km.example", ["Mail:Smtp:Host"] = "127.0.0.1", ["Mail:Smtp:Port"] = port.ToString(CultureInfo.InvariantCulture), ["Mail:Smtp:Tls"] = "starttls", ["Mail:Smtp:CaFile"] = At("ca.pem"),
        };
        foreach (var (key, value) in settings) all["Mail:" + key] = value;
        return MailOptions.Read(all.GetValueOrDefault, At("spool"));
    }
}
