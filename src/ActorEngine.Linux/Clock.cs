using System.Runtime.InteropServices;

namespace ActorEngine.Linux;

/// <summary>The kernel's clocks, in nanoseconds (clock_gettime(2)); for programs that carry no TimeProvider.</summary>
public static partial class Clock
{
    /// <summary>Nanoseconds since 1970-01-01T00:00:00Z.</summary>
    public static long RealTime => Get(0);

    /// <summary>Nanoseconds of a clock that never jumps; stops while the machine sleeps.</summary>
    public static long Monotonic => Get(1);

    /// <summary>Like <see cref="Monotonic"/>, but goes on while the machine sleeps; since boot.</summary>
    public static long BootTime => Get(7);

    private static long Get(int clock)
    {
        TimeSpec time = default;
        ClockGetTime(clock, ref time);
        return time.Seconds * 1_000_000_000 + time.Nanoseconds;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public long Seconds, Nanoseconds;
    }

    [LibraryImport(Native.Libc, EntryPoint = "clock_gettime")]
    private static partial int ClockGetTime(int clock, ref TimeSpec time);
}
