using KmCommons.Foundation;
using KmCommons.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace KmCommons.Tests.Media;

/// <summary>What lies on the disk, and that it is whole or not there.</summary>
public sealed class PhotoStoreTests : IDisposable
{
    readonly TempFolder data = new();

    PhotoStore Store(PhotoLimits? limits = null, TimeProvider? clock = null)
    {
        var folder = new DataFolder(new ConfigurationBuilder().AddInMemoryCollection([new("data", data.Path)]).Build());
        return new(folder, new(limits ?? new()), limits ?? new(), clock ?? TimeProvider.System, NullLogger<PhotoStore>.Instance);
    }

    Task<StoredPhoto> Keep(byte[] picture, PhotoLimits? limits = null) => Store(limits).Keep(new MemoryStream(picture));

    string[] Files() => [.. Directory.GetFiles(data.Path, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(data.Path, f)).Order(StringComparer.Ordinal)];

    string[] Work() => Directory.GetDirectories(Path.Combine(data.Path, "media", "tmp"));

    [Fact]
    public async Task A_photo_lies_under_its_hash_in_all_sizes_and_its_original_nowhere()
    {
        var photo = await Keep(Pictures.Sample("orientation6-gps.jpg"));
        Assert.Equal((480, 640), (photo.Width, photo.Height));
        Assert.Matches("^[0-9a-f]{32}$", photo.Hash);
        var folder = $"media/{photo.Hash[..2]}/{photo.Hash[2..]}";
        Assert.Equal([$"{folder}/320.webp", $"{folder}/480.jpg", $"{folder}/480.webp", $"{folder}/master.jpg"], Files());
        Assert.Equal(Files().Sum(f => new FileInfo(Path.Combine(data.Path, f)).Length), photo.Bytes);
        Assert.NotNull(Store().Find(photo.Hash, "480.jpg"));
        Assert.Null(Store().Find(photo.Hash, "640.webp"));
        Assert.Empty(Work());
    }

    [Fact]
    public async Task The_same_picture_sent_eight_times_at_once_is_one_folder()
    {
        var store = Store();
        var photos = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.Keep(new MemoryStream(Pictures.Sample("text-chunk.png")))));
        Assert.Single(photos.Distinct());
        Assert.Equal(3, Files().Length);
        Assert.Empty(Work());
    }

    [Fact]
    public async Task A_refused_upload_leaves_nothing()
    {
        foreach (var sample in (string[])["half.jpg", "photo.jpg", "photo.png", "claims-30000.png"])
            await Assert.ThrowsAsync<Refused>(() => Keep(Pictures.Sample(sample)));
        Assert.Empty(Files());
        Assert.Empty(Work());
    }

    [Fact]
    public async Task A_full_disk_while_the_upload_arrives_is_said_and_leaves_nothing()
    {
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
        await IsFull(() => Store().Keep(new Arriving([], () => full.Write("x"u8))));
    }

    [Theory]
    [InlineData("master.jpg")]
    [InlineData("320.webp")]
    [InlineData("640.jpg")]
    public async Task A_full_disk_while_sizes_are_made_is_said_and_leaves_nothing(string file) => await IsFull(() =>
        Store().Keep(new Arriving(Pictures.Quarters(640, 480), () => File.CreateSymbolicLink(Path.Combine(Assert.Single(Work()), file), "/dev/full"))));

    [Fact]
    public async Task A_file_that_grows_past_its_limit_is_stopped_and_leaves_nothing() =>
        await IsFull(() => Keep(Pictures.Png(600, 600, (x, y) => ((byte)(x * y), (byte)(x * 7 + y), (byte)(y * 3))), new() { WrittenBytes = 20_000 }));

    async Task IsFull(Func<Task> keep)
    {
        var refused = await Assert.ThrowsAsync<Refused>(keep);
        Assert.Equal(503, refused.Status);
        Assert.Contains("เต็ม", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Files());
        Assert.Empty(Work());
    }

    [Fact]
    public async Task A_line_that_breaks_during_the_upload_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Store().Keep(new Arriving(Pictures.Quarters()[..200], () => throw new IOException("the line broke"))));
        Assert.Empty(Files());
        Assert.Empty(Work());
    }

    [Fact]
    public async Task Metadata_that_survived_would_stop_the_photo()
    {
        // vips cannot be made to leave any; a stray file in the work folder stands for it
        var refused = await Assert.ThrowsAsync<Refused>(() => Store().Keep(new Arriving(Pictures.Quarters(64, 48),
            () => File.WriteAllBytes(Path.Combine(Assert.Single(Work()), "1.jpg"), Pictures.Sample("orientation6-gps.jpg")))));
        Assert.Contains("ข้อมูลส่วนตัว", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Files());
    }

    [Fact]
    public async Task What_a_crash_left_goes_after_an_hour()
    {
        var left = Directory.CreateDirectory(Path.Combine(data.Path, "media", "tmp", "left")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(left, PhotoMaker.Original), Pictures.Sample("orientation6-gps.jpg"));
        Store().Sweep();
        Assert.Single(Work());
        Directory.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-61));
        await Keep(Pictures.Quarters(64, 48));
        Assert.Empty(Work());
    }

    public void Dispose() => data.Dispose();

    /// <summary>An upload during which something happens, once, after its first block.</summary>
    sealed class Arriving(byte[] bytes, Action happens) : MemoryStream(bytes)
    {
        bool happened;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (!happened && (happened = true))
                happens();
            return read;
        }
    }
}
