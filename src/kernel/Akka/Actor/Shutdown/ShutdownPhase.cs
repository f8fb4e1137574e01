using Akka.Configuration;

namespace Akka.Actor;

/// <summary>One phase as configured.</summary>
internal sealed record ShutdownPhase(IReadOnlyCollection<string> DependsOn, TimeSpan Timeout, bool Recover)
{
    public static IReadOnlyDictionary<string, ShutdownPhase> FromConfig(Config config)
    {
        var standard = config.GetTimeSpan("default-phase-timeout");
        var section = config.GetConfig("phases");
        var phases = new Dictionary<string, ShutdownPhase>();
        foreach (var (name, _) in section.AsEnumerable())
        {
            var phase = section.GetConfig(name);
            phases[name] = phase.IsNullOrEmpty()
                ? new ShutdownPhase([], standard, true)
                : new ShutdownPhase([.. phase.GetStringList("depends-on", [])], phase.GetTimeSpan("timeout", standard, false), phase.GetBoolean("recover", true));
        }

        return phases;
    }

    /// <summary>The phases, each after those it depends on.</summary>
    /// <exception cref="ArgumentException">A phase depends on itself.</exception>
    public static IReadOnlyList<string> Order(IReadOnlyDictionary<string, ShutdownPhase> phases)
    {
        var order = new List<string>();
        var done = new HashSet<string>();
        var open = new HashSet<string>();
        string[] names = [.. phases.Keys];
        Array.Sort(names, Compare);
        foreach (var name in names)
            Visit(name);
        return order;

        void Visit(string name)
        {
            if (done.Contains(name))
                return;
            if (!open.Add(name))
                throw new ArgumentException($"Cycle detected in graph of phases. It must be a DAG. phase [{name}] depends transitively on itself. All dependencies: {string.Join("; ", phases.Select(p => $"{p.Key} -> [{string.Join(",", p.Value.DependsOn)}]"))}");
            if (phases.TryGetValue(name, out var phase))
            {
                foreach (var dependency in phase.DependsOn)
                    Visit(dependency);
            }

            open.Remove(name);
            done.Add(name);
            order.Add(name);
        }
    }

    // As string.CompareOrdinal, which in a new process would be compiled for this alone.
    private static int Compare(string a, string b)
    {
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i] != b[i])
                return a[i] - b[i];
        }

        return a.Length - b.Length;
    }

    /// <summary>The phases from the given one on.</summary>
    public static IReadOnlyList<string> From(IReadOnlyList<string> order, string first) => order.SkipWhile(p => p != first).ToArray();
}
