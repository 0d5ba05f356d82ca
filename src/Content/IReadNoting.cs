namespace KmCommons.Content;

/// <summary>Who wants to know what members read; a module says so by registering one.</summary>
public interface IReadNoting
{
    /// <summary>A member opened an item's page.</summary>
    void Note(long member, long number);
}
