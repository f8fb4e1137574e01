using System.Diagnostics;

namespace ShimFigures;

/// <summary>How long a shim takes to come up, and what it weighs.</summary>
internal static class Launching
{
    private const int Times = 50;

    public static async Task PrintAsync(string program, Place place)
    {
        List<double> milliseconds = [];
        List<Shim> shims = [];
        for (int i = 0; i < Times; i++)
        {
            long start = Stopwatch.GetTimestamp();
            shims.Add(await Shim.LaunchAsync(program, place, $"launch-{i}"));
            milliseconds.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        milliseconds.Sort();
        await shims[0].StartAsync("exec sleep 1000");
        Console.WriteLine($"launch and configure          {milliseconds[Times / 2],8:F2} ms median of {Times}");
        (int dirty, _, int threads, _) = shims[0].Weigh();
        double pss = shims.Average(shim => shim.Weigh().Pss);
        Console.WriteLine($"memory, container running     {dirty,8} KB private dirty, {threads} threads; {pss:F0} KB PSS each at {Times} shims");
        await shims[0].Link.SignalAsync(9);
        foreach (Shim shim in shims) await shim.DisposeAsync();
    }
}
