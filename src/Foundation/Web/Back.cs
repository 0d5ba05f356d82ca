namespace KmCommons.Foundation;

/// <summary>Where a link says that the reader came from and wants to go back to. Anybody may have written it.</summary>
public static class Back
{
    /// <summary>The address if it lies on this site and can stand in a header as it is; otherwise the front page.</summary>
    public static string To(string? address) =>
        address is ['/', ..] and not ['/', '/' or '\\', ..] && address.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0 ? address : "/";
}
