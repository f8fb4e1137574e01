using System.Reflection;
using Akka.Actor;

namespace ActorEngine.Benchmarks.Kernel;

/// <summary>All figures of the actor library in one run, as a table.</summary>
internal static class KernelFigures
{
    private static readonly (string Word, Func<IAsyncEnumerable<Figure>> Measure)[] Groups =
    [
        ("start", StartFigure.Measure),
        ("tell", TellFigure.Measure),
        ("ask", AskFigure.Measure),
        ("persist", PersistFigure.Measure),
        ("idle", IdleFigure.Measure),
    ];

    public static async Task<int> Measure(string word)
    {
        var library = typeof(ActorSystem).Assembly.GetName().Name;
        var version = typeof(ActorSystem).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;
        Console.WriteLine($"{library} {version}, .NET {Environment.Version}, {Environment.ProcessorCount} processors");
        Console.WriteLine($"{"figure",-58} {"wanted",12} {"measured",12} {"unit",-11} met");
        var missed = 0;
        foreach (var group in Groups.Where(g => g.Word.Contains(word, StringComparison.Ordinal)))
        {
            await foreach (var figure in group.Measure())
            {
                Console.WriteLine($"{figure.Name,-58} {figure.WantedText,12} {figure.MeasuredText,12} {figure.Unit,-11} {figure.Verdict}");
                missed += figure.Verdict == "NO" ? 1 : 0;
            }
        }

        return missed == 0 ? 0 : 1;
    }
}
