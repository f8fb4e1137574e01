using ActorEngine.Contracts;

namespace ActorEngine.Projects;

/// <summary>Projects as clients see them.</summary>
internal static class ProjectViews
{
    /// <summary>Those of the journal, and those that only labels of containers tell of.</summary>
    public static ProjectList List(ProjectsState state, IReadOnlyList<ContainerView> views)
    {
        var byProject = views.Where(view => ProjectLabels.ProjectOf(view) is not null).ToLookup(view => ProjectLabels.ProjectOf(view)!);
        var names = state.Projects.Keys.Union(byProject.Select(group => group.Key)).Order(StringComparer.Ordinal);
        return new ProjectList([.. names.Select(name => Of(name, state.Find(name), [.. byProject[name]]))]);
    }

    /// <param name="views">The project's containers.</param>
    public static ProjectInspection Of(string name, ProjectRecord? record, IReadOnlyList<ContainerView> views)
    {
        var settings = record?.Settings ?? ProjectPlan.Found(name, views);
        return new ProjectInspection(name)
        {
            WorkingDirectory = settings.WorkingDirectory,
            ConfigFiles = settings.ConfigFiles,
            Supervised = record is not null,
            Services = [.. settings.Services.Select(service => new ServiceInspection(service.Name)
            {
                Image = service.Container.Image.Value,
                Scale = service.Scale,
                Failure = record?.Failures.GetValueOrDefault(service.Name) ?? "",
                Containers = [.. ProjectPlan.Own(views, service.Name).OrderBy(ProjectLabels.NumberOf).Select(view => view.Summary)],
            })],
        };
    }
}
