using System.Diagnostics;
using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;
using ActorEngine.Oci.Tests.Real;
using Xunit.Abstractions;

namespace ActorEngine.Oci.Tests.Bundles;

public sealed class BundleCostTests(ITestOutputHelper output)
{
    [Fact]
    public void A_warm_bundle_is_built_in_less_than_a_millisecond()
    {
        double median = Median(500, () => SpecJson.Write(Requests.Build(Requests.Settings).Spec));
        output.WriteLine($"build and serialise: {median * 1000:0} us");
        Assert.True(median < 1.0, $"{median:0.000} ms");
    }

    [Fact]
    public void Preparing_on_disk_stays_in_the_order_of_a_millisecond()
    {
        using var container = new BusyboxContainer();
        BundleRequest request = container.Request(BusyboxContainer.Settings with { Command = ["true"], User = "app", WorkingDirectory = "/a/b" });
        double median = Median(200, () => Assert.Null(BundleWriter.Prepare(request).Fault));
        output.WriteLine($"prepare with files: {median * 1000:0} us");
        Assert.True(median < 5.0, $"{median:0.000} ms");
    }

    private static double Median(int rounds, Action action)
    {
        double[] times = new double[rounds];
        for (int i = 0; i < rounds; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return times.Order().ElementAt(rounds / 2);
    }
}
