using System.Net;
using System.Net.Http.Headers;
using KmCommons.Foundation;
using KmCommons.Media;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Tests.Media;

/// <summary>Photos over the wire: who gets them, how they may be kept, what is said to the others.</summary>
public sealed class PhotoAddressTests : IClassFixture<Village>
{
    readonly Village village;
    readonly Wall wall = new();
    readonly WebApplicationFactory<Program> site;

    public PhotoAddressTests(Village village)
    {
        this.village = village;
        site = village.WithWebHostBuilder(b => b.ConfigureTestServices(s => s.AddSingleton<IPhotoSight>(wall)));
    }

    /// <summary>A thing that shows photos, to everyone or to one member.</summary>
    sealed class Wall : IPhotoSight
    {
        public HashSet<long> Public { get; } = [];
        public HashSet<(long Member, long Photo)> Shown { get; } = [];
        public int Asked { get; private set; }

        public ValueTask<bool> MaySee(Viewer viewer, long photoId, CancellationToken stop)
        {
            Asked++;
            return ValueTask.FromResult(Public.Contains(photoId) || Shown.Contains((viewer.Id, photoId)));
        }
    }

    async Task<Photo> Give(long owner, byte[]? picture = null, string alt = "", string caption = "")
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CommonsDb>();
        var photo = await Photo.Receive(db, scope.ServiceProvider.GetRequiredService<PhotoStore>(), owner, new MemoryStream(picture ?? Pictures.Sample("text-chunk.png")), alt, caption, DateTimeOffset.UtcNow);
        await db.SaveChangesAsync();
        return photo;
    }

    Visitor Guest() => new(site.CreateClient(new() { AllowAutoRedirect = false }));

    async Task<(Visitor Visitor, long Id)> Joins()
    {
        var name = "m" + Fresh.Key();
        var id = await village.Joins(name, name);
        var visitor = Guest();
        await visitor.SignIn(name);
        return (visitor, id);
    }

    static async Task<(HttpStatusCode Status, string Cache)> Get(Visitor visitor, string address)
    {
        using var answer = await visitor.Http.GetAsync(address);
        return (answer.StatusCode, answer.Headers.CacheControl?.ToString() ?? "");
    }

    [Fact]
    public async Task A_photo_in_no_use_is_its_owners_alone()
    {
        var ((owner, id), (stranger, _)) = (await Joins(), await Joins());
        var photo = await Give(id, Pictures.Quarters(330, 200));
        Assert.Equal((HttpStatusCode.OK, "no-store, private"), await Get(owner, photo.Src));
        Assert.Equal((HttpStatusCode.NotFound, "no-store"), await Get(stranger, photo.Src));
        Assert.Equal((HttpStatusCode.NotFound, "no-store"), await Get(Guest(), photo.Src));
    }

    [Fact]
    public async Task A_photo_on_something_for_members_is_for_those_who_may_see_that()
    {
        var ((_, owner), (reader, id), (stranger, _)) = (await Joins(), await Joins(), await Joins());
        var photo = await Give(owner, Pictures.Quarters(340, 200));
        wall.Shown.Add((id, photo.Id));
        Assert.Equal((HttpStatusCode.OK, "no-store, private"), await Get(reader, photo.Src));
        Assert.Equal(HttpStatusCode.NotFound, (await Get(stranger, photo.Src)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Get(Guest(), photo.Src)).Status);
    }

    [Fact]
    public async Task A_public_photo_may_be_kept_for_ever_and_asks_nobody_twice()
    {
        var photo = await Give((await Joins()).Id);
        wall.Public.Add(photo.Id);
        var guest = Guest();
        using var first = await guest.Http.GetAsync(photo.Src);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Equal("image/jpeg", first.Content.Headers.ContentType?.ToString());
        Assert.Equal("public, max-age=31536000, immutable", first.Headers.NonValidated["Cache-Control"].ToString());
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("default-src 'none'", first.Headers.GetValues("Content-Security-Policy").Single());

        using var again = new HttpRequestMessage(HttpMethod.Get, photo.Src) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var same = await guest.Http.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        foreach (var one in photo.Srcset.Split(", "))
        {
            using var webp = await guest.Http.GetAsync(one.Split(' ')[0]);
            Assert.Equal(new MediaTypeHeaderValue("image/webp"), webp.Content.Headers.ContentType);
        }
        using var head = await guest.Http.SendAsync(new(HttpMethod.Head, photo.Src));
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(1, wall.Asked);
    }

    [Fact]
    public async Task A_photo_that_was_hidden_is_gone_with_the_next_ring()
    {
        var photo = await Give((await Joins()).Id, Pictures.Quarters(350, 200));
        wall.Public.Add(photo.Id);
        Assert.Equal(HttpStatusCode.OK, (await Get(Guest(), photo.Src)).Status);
        wall.Public.Clear();
        site.Services.GetRequiredService<Bell>().Ring();
        Assert.Equal(HttpStatusCode.NotFound, (await Get(Guest(), photo.Src)).Status);
    }

    [Fact]
    public async Task Only_served_sizes_have_an_address_and_the_rest_is_said_in_Thai()
    {
        var photo = await Give((await Joins()).Id);
        wall.Public.Add(photo.Id);
        foreach (var address in (string[])[$"/media/{photo.Hash}/master.jpg", $"/media/{photo.Hash}/original", $"/media/{photo.Hash}/9999.jpg", $"/media/{photo.Hash}/320.png",
            $"/media/{photo.Hash.ToUpperInvariant()}/240.jpg", $"/media/{new string('0', 32)}/240.jpg", $"/media/..%2f..%2f{photo.Hash}/240.jpg", $"/media/{photo.Hash}/..%2f240.jpg", $"/media/{photo.Hash}/%2Fetc%2Fpasswd"])
        {
            using var answer = await Guest().Http.GetAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
            Assert.Equal("ไม่มีรูปนี้ หรือเจ้าของเก็บไปแล้ว", await answer.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task The_photo_of_a_note_comes_out_when_it_is_published_and_goes_back_with_it()
    {
        var (writer, _) = await Joins();
        var bell = site.Services.GetRequiredService<Bell>();
        var draft = await (await writer.Open("/write")).Fill("ชื่อเรื่อง", "คลองบางจาก").Fill("เนื้อเรื่อง", "น้ำใสแล้ว")
            .Attach("เพิ่มภาพ", "canal.png", Pictures.Quarters(360, 240)).Press("เก็บร่างและดูก่อน");
        var photo = draft.Document.QuerySelector("article figure img")!.GetAttribute("src")!;
        var write = "/write/" + draft.Address.Split('/')[2];
        Assert.Equal((HttpStatusCode.OK, "no-store, private"), await Get(writer, photo));
        Assert.Equal(HttpStatusCode.NotFound, (await Get(Guest(), photo)).Status);
        await (await writer.Open(write)).Tick("ไม่ระบุ").Press("เผยแพร่");
        Assert.Equal(HttpStatusCode.OK, (await Get(Guest(), photo)).Status);
        var ring = bell.Next;
        await (await writer.Open(write)).Press("เก็บกลับเป็นร่าง");
        await ring.WaitAsync(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.NotFound, (await Get(Guest(), photo)).Status);
    }

    [Fact]
    public async Task The_same_picture_from_the_same_member_is_one_photo_with_the_newer_words()
    {
        var (_, id) = await Joins();
        var first = await Give(id, caption: "คลองตอนเช้า", alt: "เรือสองลำ");
        var second = await Give(id, caption: "คลองบางจาก  ตอนเช้า\n");
        Assert.Equal((first.Id, "เรือสองลำ", "คลองบางจาก ตอนเช้า"), (second.Id, second.Alt, second.Caption));
        Assert.Equal(1, await village.Ask(db => db.Photos.CountAsync(p => p.OwnerId == id)));
        var others = await Give((await Joins()).Id);
        Assert.Equal(first.Hash, others.Hash);
        Assert.NotEqual(first.Id, others.Id);
    }

    [Fact]
    public async Task A_refused_upload_makes_no_row()
    {
        var (_, id) = await Joins();
        Assert.Equal(422, (await Assert.ThrowsAsync<Refused>(() => Give(id, Pictures.Sample("half.jpg")))).Status);
        Assert.Equal(422, (await Assert.ThrowsAsync<Refused>(() => Give(id, caption: new('ก', 501)))).Status);
        Assert.Equal(0, await village.Ask(db => db.Photos.CountAsync(p => p.OwnerId == id)));
    }
}
