namespace KmCommons.Transfer;

/// <summary>Where a copy is written: a folder, or a zip on its way to somebody.</summary>
public interface ICopyTarget
{
    /// <summary>Writes a file of bytes.</summary>
    /// <param name="path">Where, with <c>/</c> between folders.</param>
    /// <param name="bytes">The whole file.</param>
    /// <param name="stop">Stops the work; no half file is left.</param>
    Task Put(string path, ReadOnlyMemory<byte> bytes, CancellationToken stop);

    /// <summary>Copies a file that lies on the disk; a photo.</summary>
    Task Copy(string path, string from, CancellationToken stop);
}
