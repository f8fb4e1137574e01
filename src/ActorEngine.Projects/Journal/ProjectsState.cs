using System.Collections.Immutable;

namespace ActorEngine.Projects;

/// <summary>All projects by their names; changed by events alone.</summary>
internal sealed record ProjectsState(ImmutableSortedDictionary<string, ProjectRecord> Projects)
{
    public static readonly ProjectsState Empty = new(ImmutableSortedDictionary.Create<string, ProjectRecord>(StringComparer.Ordinal));

    public ProjectRecord? Find(string name) => Projects.GetValueOrDefault(name);

    public ProjectsState Apply(IProjectEvent change) => change switch
    {
        ProjectSetEvent set => new ProjectsState(Projects.SetItem(set.Project.Settings.Name, set.Project)),
        ServiceFailedEvent failed when Find(failed.Project) is { } project => new ProjectsState(Projects.SetItem(failed.Project, project with { Failures = With(project.Failures, failed) })),
        ProjectRemovedEvent removed => new ProjectsState(Projects.Remove(removed.Project)),
        _ => this,
    };

    public ProjectsSnapshot ToSnapshot() => new([.. Projects.Values]);

    public static ProjectsState Of(ProjectsSnapshot snapshot) => snapshot.Projects.Aggregate(Empty, (state, project) => state.Apply(new ProjectSetEvent(project)));

    private static Dictionary<string, string> With(IReadOnlyDictionary<string, string> failures, ServiceFailedEvent failed)
    {
        var changed = new Dictionary<string, string>(failures);
        if (failed.Reason.Length > 0) changed[failed.Service] = failed.Reason;
        else changed.Remove(failed.Service);
        return changed;
    }
}
