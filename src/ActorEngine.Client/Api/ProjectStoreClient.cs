using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>The project verbs as calls of a link.</summary>
internal sealed class ProjectStoreClient(EngineLink link) : IProjectStore
{
    public async Task<ProjectInspection> RunAsync(RunProject request, IProgress<IItem>? progress, CancellationToken cancellation) =>
        (ProjectInspection)await FollowAsync(request, progress, cancellation).ConfigureAwait(false);

    public Task StartAsync(StartProject request, IProgress<IItem>? progress, CancellationToken cancellation) => FollowAsync(request, progress, cancellation);

    public Task StopAsync(StopProject request, IProgress<IItem>? progress, CancellationToken cancellation) => FollowAsync(request, progress, cancellation);

    public Task RemoveAsync(RemoveProject request, IProgress<IItem>? progress, CancellationToken cancellation) => FollowAsync(request, progress, cancellation);

    public async Task<IReadOnlyList<ProjectInspection>> ListAsync(CancellationToken cancellation) =>
        (await link.AskAsync<ProjectList>(new ListProjects(), cancellation).ConfigureAwait(false)).Projects;

    public Task<ProjectInspection> InspectAsync(string name, CancellationToken cancellation) => link.AskAsync<ProjectInspection>(new InspectProject(name), cancellation);

    private Task<IReply> FollowAsync(IMessage request, IProgress<IItem>? progress, CancellationToken cancellation) =>
        Upload.RunAsync(link, request, Stream.Null, 1, cancellation, progress);
}
