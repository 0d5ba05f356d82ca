using System.Globalization;
using KmCommons.Foundation;

namespace KmCommons.Media;

/// <summary>Makes what is served out of what was sent: first a master (JPEG, upright, sRGB, at most 2560 pixels, stripped), then every size from the master,
/// so that nothing of the original but its picture can reach a reader.</summary>
public sealed class PhotoMaker(PhotoLimits limits)
{
    /// <summary>The name of the upload inside the work folder.</summary>
    public const string Original = "original";

    /// <summary>The name of the master.</summary>
    public const string Master = "master.jpg";

    const string Screen = "screen.jpg";
    // A long screenshot of a talk must stay wide enough to read; a photo held upright need not be larger than one held across
    const int MasterSide = 2560, LongSide = 8000;

    readonly SemaphoreSlim hands = new(limits.AtOnce);

    /// <summary>Reads <see cref="Original"/> in the folder and writes <see cref="Master"/> and all <see cref="PhotoSizes"/> beside it.</summary>
    /// <param name="folder">The work folder, on the same disk as the store.</param>
    /// <param name="head">What the gate read in the upload.</param>
    /// <param name="stop">Stops the work.</param>
    /// <returns>The master's size.</returns>
    /// <exception cref="Refused">422 broken or too heavy; 503 busy, no room or no program.</exception>
    public async Task<PhotoHead> Make(string folder, PhotoHead head, CancellationToken stop = default)
    {
        if (!await hands.WaitAsync(limits.Patience, stop))
            throw PhotoRefusals.Busy();
        try
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(stop);
            time.CancelAfter(limits.Time);
            try { return await Steps(folder, head, time.Token); }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested) { throw PhotoRefusals.TooHeavy(); }
        }
        finally { hands.Release(); }
    }

    async Task<PhotoHead> Steps(string folder, PhotoHead head, CancellationToken stop)
    {
        await MakeMaster(folder, head, stop);
        var master = Look(Path.Combine(folder, Master));
        foreach (var width in PhotoSizes.Webp(master.Width))
        {
            var name = PhotoSizes.Name(width, "webp");
            await Thumbnail(folder, Master, name + "[Q=78,strip]", width, LongSide, stop);
            WebpBytes.KeepOnlyPicture(Path.Combine(folder, name));
        }
        await Thumbnail(folder, Master, PhotoSizes.Name(PhotoSizes.Jpeg(master.Width), "jpg") + "[Q=82,strip,optimize-coding]", PhotoSizes.Jpeg(master.Width), LongSide, stop);
        foreach (var path in Directory.EnumerateFiles(folder).Where(path => Path.GetFileName(path) != Original))
            if (!BareFile.IsBare(path))
                throw PhotoRefusals.NotBare();
        return master;
    }

    // A picture without a profile is sRGB already: asked to export, vips 8.14 would shift its blues
    async Task MakeMaster(string folder, PhotoHead head, CancellationToken stop)
    {
        if (head.IsInk)
        {
            await Vips.Run(folder, limits, stop, "icc_transform", Original, Screen + "[Q=95]", "srgb", "--embedded");
            File.Move(Path.Combine(folder, Screen), Path.Combine(folder, Original), overwrite: true);
        }
        // What a copy of a site brings is a master already: made again it would lose a little, and be another picture
        if (head is { Kind: "jpeg", HasProfile: false, IsInk: false } && Math.Max(head.Width, head.Height) <= MasterSide && BareFile.IsBare(Path.Combine(folder, Original)))
        {
            File.Copy(Path.Combine(folder, Original), Path.Combine(folder, Master));
            return;
        }
        var isLong = Math.Max(head.Width, head.Height) > 2 * Math.Min(head.Width, head.Height);
        if (head.HasProfile || head.IsInk)
            try
            {
                await Plain("--export-profile", "srgb");
                return;
            }
            catch (Refused refused) when (refused.Message == PhotoRefusals.Broken().Message) { /* a profile that does not fit the picture is left unheard */ }
        await Plain();

        Task Plain(params string[] colour) => Thumbnail(folder, Original, Master + "[Q=90,strip,background=255]", MasterSide, isLong ? LongSide : MasterSide, stop, colour);
    }

    Task Thumbnail(string folder, string from, string to, int width, int height, CancellationToken stop, params string[] more) =>
        Vips.Run(folder, limits, stop, ["thumbnail", from, to, Text(width), "--height", Text(height), "--size", "down", "--fail-on", "truncated", .. more]);

    PhotoHead Look(string path)
    {
        using var file = File.OpenRead(path);
        return PhotoGate.Look(file, limits);
    }

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
