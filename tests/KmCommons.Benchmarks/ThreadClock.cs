using System.Runtime.InteropServices;

namespace KmCommons.Benchmarks;

/// <summary>The processor time of the calling thread, which other work on the machine does not lengthen (Linux, clock_gettime with CLOCK_THREAD_CPUTIME_ID).</summary>
static partial class ThreadClock
{
    [StructLayout(LayoutKind.Sequential)]
    struct Time
    {
        public long Seconds, Nanoseconds;
    }

    /// <summary>Milliseconds of processor time so far.</summary>
    public static double Milliseconds
    {
        get
        {
            _ = Get(3, out var time);
            return time.Seconds * 1e3 + time.Nanoseconds / 1e6;
        }
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    static extern int Get(int clock, out Time time);
}
