using Microsoft.EntityFrameworkCore;

namespace KmCommons.Foundation;

/// <summary>A letter that came into the site's mailbox: once, whatever a crash or the mail host repeats. Its text is not kept here.</summary>
public sealed class CameIn : IQuiet
{
    /// <summary>A fingerprint of its Message-ID and the address it came to.</summary>
    public string Key { get; init; } = "";
    /// <summary>When it was read (UTC).</summary>
    public DateTimeOffset At { get; init; }
    /// <summary>Who it says it is from; null when it does not name exactly one, and once it is old.</summary>
    public string? Sender { get; init; }
    /// <summary>What became of it (<see cref="Dealt.Thai"/>).</summary>
    public string Became { get; init; } = "";
    /// <summary>More of that, for the administrator.</summary>
    public string Detail { get; init; } = "";
    /// <summary>Whether it was for the site and could be dealt with.</summary>
    public bool Handled { get; init; }

    internal static void Table(ModelBuilder model) => model.Entity<CameIn>(came => { came.ToTable("came_in", "foundation"); came.HasKey(c => c.Key); });
}
