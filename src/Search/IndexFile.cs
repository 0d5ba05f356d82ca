using System.Text.Json;
using KmCommons.Foundation;
using KmCommons.Search.Index;
using Microsoft.Extensions.Logging;

namespace KmCommons.Search;

/// <summary>The index of this server on disk, <c>index/commons</c> in the data folder, with how far it had read the <see cref="ChangeFeed"/>: after a restart only what changed since is read from the database.
/// Never the truth: any fault with it is logged, and the index is filled anew.</summary>
public sealed partial class IndexFile(DataFolder data, ILogger<IndexFile> log)
{
    readonly string file = Path.Combine(data.Sub("index"), "commons");

    /// <summary>What is kept beside the index: how far it had read the feed, and for which asking (<see cref="Reindex"/>) it was filled.</summary>
    internal sealed record Before(ChangeFeed.Position Here, long Asked);

    /// <summary>Keeps an index of the moment that the position tells.</summary>
    internal void Keep(IndexView view, Before here)
    {
        try
        {
            view.Save(file, JsonSerializer.Serialize(here));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            NotKept(fault);
        }
    }

    /// <summary>Opens what was kept into the index and says where its reader was; nothing when there is nothing of use.</summary>
    internal Before? Open(CommonsIndex index)
    {
        try
        {
            return index.Open(file) is { } note && JsonSerializer.Deserialize<Before>(note) is { Here: not null } before ? before : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            NotOpened(fault);
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index could not be written to the disk; a restart will fill it anew")]
    partial void NotKept(Exception fault);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index on the disk could not be read; it is filled anew")]
    partial void NotOpened(Exception fault);
}
