using System.Runtime.InteropServices;

namespace KmCommons.Thai;

/// <summary>The word break iterator of the system's ICU (its Thai dictionary), one a thread: an iterator is not thread-safe.</summary>
internal sealed unsafe class IcuWords
{
    [ThreadStatic] private static IcuWords? _ofThisThread;
    private readonly void* _iterator;

    private IcuWords()
    {
        var status = 0;
        fixed (byte* locale = "th\0"u8)
            _iterator = Library.Instance.Open(WordBreaks, locale, null, 0, &status);
        if (status > 0) throw new PlatformNotSupportedException($"ICU could not open its Thai word breaks (ICU error {status}); is the package libicu72 whole?");
    }

    ~IcuWords()
    {
        if (_iterator != null) Library.Instance.Close(_iterator);
    }

    /// <summary>The iterator of the calling thread.</summary>
    /// <exception cref="PlatformNotSupportedException">ICU is not on this machine.</exception>
    internal static IcuWords OfThisThread => _ofThisThread ??= new IcuWords();

    /// <summary>The main version of the library.</summary>
    internal static int Version => Library.Instance.Version;

    /// <summary>Writes the break positions of a text, without 0 and with its length, in order, and returns how many there are.</summary>
    /// <param name="text">A run of Thai letters, not empty.</param>
    /// <param name="into">At least as long as the text.</param>
    internal int Breaks(ReadOnlySpan<char> text, Span<int> into)
    {
        var count = 0;
        fixed (char* start = text)
        {
            var status = 0;
            Library.Instance.SetText(_iterator, start, text.Length, &status);
            if (status > 0) throw new InvalidOperationException($"ICU refused a text of {text.Length} letters (ICU error {status}).");
            for (var at = Library.Instance.Next(_iterator); at >= 0 && count < into.Length; at = Library.Instance.Next(_iterator)) into[count++] = at;
            // The pinned text must not be looked at after this
            Library.Instance.SetText(_iterator, null, 0, &status);
        }
        return count;
    }

    private const int WordBreaks = 1;

    private sealed class Library
    {
        private static readonly Lazy<Library> Found = new(() => new Library());
        internal static Library Instance => Found.Value;

        internal readonly int Version;
        internal readonly delegate* unmanaged<int, byte*, char*, int, int*, void*> Open;
        internal readonly delegate* unmanaged<void*, char*, int, int*, void> SetText;
        internal readonly delegate* unmanaged<void*, int> Next;
        internal readonly delegate* unmanaged<void*, void> Close;

        private Library()
        {
            for (var version = 79; version >= 60; version--)
            {
                if (!NativeLibrary.TryLoad($"libicuuc.so.{version}", out var library)) continue;
                Version = version;
                Open = (delegate* unmanaged<int, byte*, char*, int, int*, void*>)NativeLibrary.GetExport(library, $"ubrk_open_{version}");
                SetText = (delegate* unmanaged<void*, char*, int, int*, void>)NativeLibrary.GetExport(library, $"ubrk_setText_{version}");
                Next = (delegate* unmanaged<void*, int>)NativeLibrary.GetExport(library, $"ubrk_next_{version}");
                Close = (delegate* unmanaged<void*, void>)NativeLibrary.GetExport(library, $"ubrk_close_{version}");
                return;
            }
            throw new PlatformNotSupportedException("Thai words need the ICU library, which is not on this machine: apt-get install libicu72.");
        }
    }
}
