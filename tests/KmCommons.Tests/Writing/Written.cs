using KmCommons.Content;
using KmCommons.Writing;

namespace KmCommons.Tests.Writing;

/// <summary>Notes that are there already.</summary>
static class Written
{
    /// <summary>Publishes a note in a new blog, through the one door.</summary>
    public static Task<long> Note(this Village village, long writer, string title, string body, Action<Entry>? more = null) => village.Ask(async db =>
    {
        var entry = Entry.Begin(db, writer, new Blog { Address = $"b-{Guid.NewGuid():N}", Title = "สมุด" }, DateTimeOffset.UtcNow);
        entry.Write(title, body, writer, DateTimeOffset.UtcNow);
        entry.Item.Publish(DateTimeOffset.UtcNow);
        more?.Invoke(entry);
        await db.SaveChangesAsync();
        return entry.Number;
    });
}
