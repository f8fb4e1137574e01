using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Which containers a prune removes.</summary>
internal static class ContainerPruning
{
    /// <summary>Those that do not run, do not wait for others to start, and pass the filters; or the fault that names the bad filter.</summary>
    public static (IReadOnlyList<ContainerView>? Chosen, Fault? Fault) Choose(IReadOnlyList<ContainerView> all, IReadOnlyList<Filter> filters, DateTimeOffset now)
    {
        IEnumerable<ContainerView> chosen = all.Where(view => view.Status is ContainerStatus.Created or ContainerStatus.Exited or ContainerStatus.Dead && !view.Recovering && view.Summary.WaitingFor.Length == 0);
        foreach (Filter filter in filters)
        {
            if (filter.Key is "label" or "label!") chosen = chosen.Where(view => LabelFilter.Passes(filter, view.Summary.Labels));
            else if (filter.Key == "until" && PastMoment.Parse(filter.Value, now) is { } until) chosen = chosen.Where(view => view.Summary.CreatedAt < until);
            else return (null, PruneFilters.Wrong(filter));
        }

        return ([.. chosen], null);
    }
}
