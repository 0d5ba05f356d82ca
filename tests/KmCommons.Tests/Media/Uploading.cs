using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using KmCommons.Content;
using KmCommons.Media;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Media;

/// <summary>Photos and documents that come in pieces: none is lost, none comes twice, and nobody sees or takes over another's.</summary>
public sealed class Uploading(Village village) : IClassFixture<Village>
{
    static readonly byte[] Picture = Pictures.Quarters(64, 48), Shown = Pictures.Quarters(60, 48);

    static async Task<(HttpStatusCode Status, JsonElement Said)> Post(Visitor who, string address, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content ?? new ByteArrayContent([]) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await who.Http.SendAsync(request);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType == "application/json" ? await answer.Content.ReadFromJsonAsync<JsonElement>() : default);
    }

    static Task<(HttpStatusCode Status, JsonElement Said)> Begin(Visitor who, string id, byte[] whole, string name = "คลอง.png", string kind = "photo", string? sum = null, long? size = null) =>
        Post(who, "/uploads", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["id"] = id, ["name"] = name, ["as"] = kind, ["size"] = (size ?? whole.Length).ToString(CultureInfo.InvariantCulture), ["sha256"] = sum ?? Convert.ToHexStringLower(SHA256.HashData(whole)),
        }));

    static Task<(HttpStatusCode Status, JsonElement Said)> Piece(Visitor who, string id, int at, byte[] piece) => Post(who, $"/uploads/{id}/piece?at={at}", new ByteArrayContent(piece));

    static Task<(HttpStatusCode Status, JsonElement Said)> Whole(Visitor who, string id) => Post(who, $"/uploads/{id}/whole");

    static int At((HttpStatusCode, JsonElement Said) answer) => answer.Said.GetProperty("at").GetInt32();

    static async Task<JsonElement> Ask(Visitor who, string id) => await who.Http.GetFromJsonAsync<JsonElement>($"/uploads?id={id}");

    [Fact]
    public async Task Announced_four_times_at_the_same_moment_it_is_one()
    {
        var (owner, id) = (await village.Member("two-tabs", "คนสองแท็บ"), Upload.NewId());
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Begin(owner, id, Picture))), answer => Assert.Equal((HttpStatusCode.OK, 0), (answer.Status, At(answer))));
        Assert.Equal(1, await village.Ask(db => db.Uploads.CountAsync(u => u.Id == id)));
    }

    [Fact]
    public async Task It_goes_on_where_the_line_broke_comes_once_and_is_seen_by_nobody_else()
    {
        var (owner, other, id) = (await village.Member("sender", "คนส่ง"), await village.Member("watcher", "คนมอง"), Upload.NewId());
        Assert.Equal(0, At(await Begin(owner, id, Picture)));
        Assert.Equal(100, At(await Piece(owner, id, 0, Picture[..100])));
        // The answer was lost: the same piece again changes nothing, and the site says where it stands
        var again = await Piece(owner, id, 0, Picture[..100]);
        Assert.Equal((HttpStatusCode.Conflict, 100), (again.Status, At(again)));
        Assert.Equal(HttpStatusCode.Conflict, (await Piece(owner, id, 150, Picture[150..])).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Whole(owner, id)).Status);
        // Somebody else with the same key has an upload of their own, and finds none
        Assert.Equal(0, (await Ask(other, id)).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await Piece(other, id, 100, Picture[100..])).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Whole(other, id)).Status);
        await Post(other, $"/uploads/{id}/drop");
        // Announced anew after a reload
        Assert.Equal(100, At(await Begin(owner, id, Picture)));
        Assert.Equal(Picture.Length, At(await Piece(owner, id, 100, Picture[100..])));
        var both = await Task.WhenAll(Whole(owner, id), Whole(owner, id));
        Assert.All(both, answer => Assert.True(answer.Said.GetProperty("done").GetBoolean()));
        Assert.Equal(1, await village.Ask(db => db.Photos.CountAsync(p => db.Set<Upload>().Any(u => u.Id == id && u.PhotoId == p.Id))));
        var src = (await Ask(owner, id))[0].GetProperty("src").GetString();
        Assert.Equal(HttpStatusCode.OK, (await owner.Http.GetAsync(src)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Http.GetAsync(src)).StatusCode);
        Assert.Empty(Directory.GetFiles(Path.Combine(village.Data, "media", "uploads"), "*" + id));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_in_words_and_leaves_nothing()
    {
        var who = await village.Member("clumsy", "คนรีบ");
        var (half, more, lie) = (Upload.NewId(), Upload.NewId(), Upload.NewId());
        Assert.Equal(HttpStatusCode.BadRequest, (await Begin(who, "../../etc/passwd", Picture)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Begin(who, Upload.NewId(), Picture, size: 16 * 1024 * 1024)).Status);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Begin(who, Upload.NewId(), Picture, kind: "file", size: 21 * 1024 * 1024)).Status);
        var large = Upload.NewId();
        await Begin(who, large, new byte[5 * 1024 * 1024], size: 5 * 1024 * 1024);
        Assert.Equal(HttpStatusCode.BadRequest, (await Piece(who, large, 0, new byte[UploadDoor.Piece + 1])).Status);
        Assert.Equal(UploadDoor.Piece, At(await Piece(who, large, 0, new byte[UploadDoor.Piece])));
        await Begin(who, half, Pictures.Sample("half.jpg"));
        await Piece(who, half, 0, Pictures.Sample("half.jpg"));
        var refused = await Whole(who, half);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("มาไม่ครบ", refused.Said.GetProperty("says").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await Ask(who, half)).GetArrayLength());
        await Begin(who, more, Picture, size: 50);
        Assert.Equal(HttpStatusCode.Conflict, (await Piece(who, more, 0, Picture)).Status);
        await Begin(who, lie, Picture, sum: new string('0', 64));
        await Piece(who, lie, 0, Picture);
        Assert.Contains("ไม่ตรง", (await Whole(who, lie)).Said.GetProperty("says").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, (await Ask(who, lie))[0].GetProperty("at").GetInt32());
        Assert.Equal(0, await village.Ask(db => db.Photos.CountAsync(p => db.Set<Upload>().Any(u => u.Id == lie && u.PhotoId == p.Id))));
    }

    [Fact]
    public async Task Nobody_has_more_on_the_way_than_is_allowed()
    {
        var who = await village.Member("greedy", "คนส่งเยอะ");
        for (var nth = 0; nth < 30; nth++)
            Assert.Equal(HttpStatusCode.OK, (await Begin(who, Upload.NewId(), Picture, size: 15 * 1024 * 1024)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Begin(who, Upload.NewId(), Picture, size: 15 * 1024 * 1024)).Status);
    }

    [Fact]
    public async Task What_no_form_took_goes_after_a_season_unless_unfinished_work_speaks_of_it_or_a_note_shows_the_same_picture()
    {
        var who = await village.Member("leaver", "คนทิ้งไว้");
        string[] ids = [Upload.NewId(), Upload.NewId(), Upload.NewId()];
        var spoken = Pictures.Quarters(40, 40);
        foreach (var (id, bytes) in ids.Zip([Shown, spoken, Documents.Bytes("แผนที่ไม่ได้ใช้")]))
        {
            await Begin(who, id, bytes, kind: id == ids[2] ? "file" : "photo");
            await Piece(who, id, 0, bytes);
            await Whole(who, id);
        }
        var shown = await (await who.Open("/write")).Fill("ชื่อเรื่อง", "ภาพเดียวกัน").Attach("เพิ่มภาพ", "คลอง.png", Shown).Fill("คำบรรยายภาพแรกที่เพิ่ม", "คลอง").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Equal(HttpStatusCode.OK, (await Post(who, "/unfinished", new FormUrlEncodedContent(new Dictionary<string, string> { ["once"] = Upload.NewId(), ["address"] = "/write", ["turn"] = "1", [$"Sent[{ids[1]}].Caption"] = "" }))).Status);
        await village.Do(db => db.Uploads.Where(u => ids.Contains(u.Id)).ExecuteUpdateAsync(set => set.SetProperty(u => u.At, DateTimeOffset.UtcNow.AddDays(-91))));
        await using (var scope = village.Services.CreateAsyncScope())
            await ReadFiles.Sweep(scope.ServiceProvider, default);
        Assert.Equal([ids[1]], await village.Ask(db => db.Uploads.Where(u => ids.Contains(u.Id)).Select(u => u.Id).ToListAsync()));
        Assert.Equal(0, await village.Ask(db => db.Attachments.CountAsync()));
        Assert.Equal(HttpStatusCode.OK, (await who.Http.GetAsync(shown.Document.QuerySelector("article img")!.GetAttribute("src"))).StatusCode);
    }
}
