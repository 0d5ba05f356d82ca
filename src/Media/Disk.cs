using System.Runtime.InteropServices;

namespace KmCommons.Media;

/// <summary>Forces files and folders to the disk. A rename lasts through a power cut only when its folder is forced too, and .NET has no call for folders.</summary>
static class Disk
{
    /// <summary>Forces the content of the file, or the list of names of the folder, to the disk.</summary>
    /// <exception cref="IOException">It cannot be opened or forced; the HResult is the errno.</exception>
    public static void Flush(string path)
    {
        var descriptor = Open(path, 0);
        if (descriptor < 0)
            throw Fault(path);
        try
        {
            if (Sync(descriptor) != 0)
                throw Fault(path);
        }
        finally { _ = Close(descriptor); }
    }

    static IOException Fault(string path) => new($"{path}: {Marshal.GetLastPInvokeErrorMessage()}", Marshal.GetLastPInvokeError());

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    static extern int Close(int descriptor);
}
