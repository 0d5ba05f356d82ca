namespace KmCommons.Benchmarks;

/// <summary>One way to be killed.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="OverSmtp">Over SMTP; else into the spool.</param>
/// <param name="Servers">How many work at once.</param>
/// <param name="DropsEach">After how many letters the mail host drops the line after the dot; 0 for never.</param>
/// <param name="Share">Its share of the kills, of a hundred.</param>
sealed record KillWay(string Name, bool OverSmtp, int Servers, int DropsEach, int Share)
{
    /// <summary>All of them.</summary>
    public static readonly KillWay[] All =
    [
        new("spool, one server", OverSmtp: false, 1, 0, 25),
        new("SMTP, one server", OverSmtp: true, 1, 0, 25),
        new("spool, two servers", OverSmtp: false, 2, 0, 20),
        new("SMTP, two servers", OverSmtp: true, 2, 0, 20),
        new("SMTP, one server, a host that drops the line", OverSmtp: true, 1, 40, 10),
    ];
}
