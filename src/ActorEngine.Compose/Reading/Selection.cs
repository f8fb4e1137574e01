namespace ActorEngine.Compose.Reading;

/// <summary>Which services are on, and whether they hang together.</summary>
internal static class Selection
{
    /// <summary>Names of the services that are on. Compose specification: profiles.</summary>
    /// <exception cref="ComposeException">One that is on needs one that is off, or a name is not known.</exception>
    public static HashSet<string> On(IReadOnlyDictionary<string, ServiceDraft> drafts, IReadOnlyCollection<string> profiles, IReadOnlyCollection<string> named)
    {
        foreach (string name in named)
        {
            if (!drafts.ContainsKey(name)) throw new ComposeException($"there is no service '{name}'; there are {string.Join(", ", drafts.Keys.Order())}.");
        }

        var on = drafts.Values.Where(draft => draft.Profiles.Count == 0 || profiles.Contains("*") || draft.Profiles.Any(profiles.Contains)).Select(draft => draft.Settings.Name).ToHashSet();
        // A service that is named is on with what it depends on.
        var queue = new Queue<string>(named);
        var seen = new HashSet<string>();
        while (queue.TryDequeue(out string? name))
        {
            if (!seen.Add(name)) continue;
            on.Add(name);
            foreach (var dependency in drafts[name].Settings.DependsOn)
            {
                if (!drafts[name].Optional.Contains(dependency.Service)) queue.Enqueue(dependency.Service);
            }
        }

        foreach (string name in on)
        {
            var draft = drafts[name];
            foreach (var dependency in draft.Settings.DependsOn)
            {
                if (!on.Contains(dependency.Service) && !draft.Optional.Contains(dependency.Service))
                    throw new ComposeException(draft.Place, $"services.{name}.depends_on", $"service '{dependency.Service}' is off, because none of its profiles ({string.Join(", ", drafts[dependency.Service].Profiles)}) is on");
            }
        }

        Circle(drafts);
        return on;
    }

    private static void Circle(IReadOnlyDictionary<string, ServiceDraft> drafts)
    {
        var done = new HashSet<string>();
        foreach (string name in drafts.Keys) Walk(name, []);

        void Walk(string name, List<string> way)
        {
            if (way.Contains(name)) throw new ComposeException(drafts[name].Place, $"services.{name}.depends_on", $"services depend on each other in a circle: {string.Join(" -> ", [.. way.SkipWhile(step => step != name), name])}");
            if (!done.Add(name)) return;
            way.Add(name);
            foreach (var dependency in drafts[name].Settings.DependsOn) Walk(dependency.Service, way);
            way.RemoveAt(way.Count - 1);
        }
    }
}
