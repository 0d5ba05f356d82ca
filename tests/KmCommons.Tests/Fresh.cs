namespace KmCommons.Tests;

/// <summary>Words of a test's own, for those that share a village.</summary>
static class Fresh
{
    /// <summary>A word that nobody else uses. It begins with a letter: a number would be bound to the word before it (a space that does not break), and be another text on the page.</summary>
    public static string Key(int length = 8) => "k" + Guid.NewGuid().ToString("N")[..(length - 1)];
}
