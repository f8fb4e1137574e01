using System.Diagnostics;
using System.Globalization;
using Akka.Actor;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>Milliseconds from asking for a system to the first answer of an actor in it: in this process, and in new ones.</summary>
internal static class StartFigure
{
    public const string ChildVerb = "kernel-start-child";

    public static async IAsyncEnumerable<Figure> Measure()
    {
        yield return new Figure("system start to first Ask, process warm", "ms", await Median.Of(5, 21, Once), 30, AtMost: true);
        var whole = new List<double>();
        yield return new Figure("system start to first Ask, new process", "ms", await Median.Of(2, 11, () => InChild(whole)), 30, AtMost: true);
        whole.Sort();
        yield return new Figure("  the new process as a whole, runtime included", "ms", whole[whole.Count / 2]);
    }

    public static async Task<int> RunChild()
    {
        double[] time = [0];
        await Once(time);
        Console.WriteLine(time[0].ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<double> Once()
    {
        double[] time = [0];
        await Once(time);
        return time[0];
    }

    // Without a result: in a new process the code for a task of a number would be compiled in the middle of what is measured.
    private static async Task Once(double[] time)
    {
        var begin = Stopwatch.GetTimestamp();
        var system = QuietSystem.Create();
        await system.ActorOf(Props.Create<Echo>()).Ask<object>("there?");
        time[0] = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        await system.Terminate();
    }

    private static async Task<double> InChild(List<double> whole)
    {
        var begin = Stopwatch.GetTimestamp();
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [ChildVerb]) { RedirectStandardOutput = true })!;
        var text = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        whole.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        return double.Parse(text, CultureInfo.InvariantCulture);
    }

    private sealed class Echo : UntypedActor
    {
        protected override void OnReceive(object message) => Sender.Tell(message, Self);
    }
}
