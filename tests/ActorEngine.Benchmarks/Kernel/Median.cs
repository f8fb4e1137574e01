namespace ActorEngine.Benchmarks.Kernel;

/// <summary>The middle of several runs, after runs that warm up and do not count.</summary>
internal static class Median
{
    public static async Task<double> Of(int warmUp, int counted, Func<Task<double>> run)
    {
        for (var i = 0; i < warmUp; i++)
            await run();
        var results = new double[counted];
        for (var i = 0; i < counted; i++)
        {
            GC.Collect();
            results[i] = await run();
        }

        Array.Sort(results);
        return results[counted / 2];
    }
}
