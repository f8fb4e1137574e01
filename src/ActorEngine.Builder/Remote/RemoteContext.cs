using ActorEngine.Contracts;

namespace ActorEngine.Builder;

/// <summary>A context that the engine fetches: a git repository, or an archive or a Dockerfile from an http address.</summary>
/// <param name="Tree">null where the address holds a Dockerfile alone.</param>
/// <param name="Dockerfile">The text of such a Dockerfile.</param>
internal sealed record RemoteContext(ContextTree? Tree, string? Dockerfile)
{
    private const int LongestDockerfile = 1 << 20;
    private const string KeepGit = "BUILDKIT_CONTEXT_KEEP_GIT_DIR";

    /// <exception cref="BuildException">It cannot be had.</exception>
    public static Task<RemoteContext> FetchAsync(BuildSetting build, string url, CancellationToken cancellation) =>
        GitAddress.Parse(url) is { } repository ? FromGitAsync(build, repository, cancellation) : FromWebAsync(build, url, cancellation);

    private static async Task<RemoteContext> FromGitAsync(BuildSetting build, GitAddress repository, CancellationToken cancellation)
    {
        BuildProgress.Vertex vertex = build.Progress.Begin($"[internal] load git source {repository}");
        var git = new GitSource(build);
        string commit = await git.ResolveAsync(repository, cancellation).ConfigureAwait(false);
        vertex.Status(commit);
        bool keeps = build.Request.Arguments.GetValueOrDefault(KeepGit) is "1" or "true";
        string directory = await git.CheckOutAsync(repository, commit, Path.Combine(build.Directory, "context"), keeps, cancellation).ConfigureAwait(false);
        ContextTree tree = ContextTree.Of(directory, cancellation);
        vertex.Done();
        return new RemoteContext(tree, null);
    }

    private static async Task<RemoteContext> FromWebAsync(BuildSetting build, string url, CancellationToken cancellation)
    {
        BuildProgress.Vertex vertex = build.Progress.Begin($"[internal] load remote build context {url}");
        string file = await build.Tools.Downloads.FetchAsync(url, build.Directory, cancellation).ConfigureAwait(false);
        RemoteContext context = Open(build, url, file, cancellation);
        vertex.Done();
        return context;
    }

    private static RemoteContext Open(BuildSetting build, string url, string file, CancellationToken cancellation)
    {
        using FileStream content = File.OpenRead(file);
        using Stream? tar = CompressedInput.TryOpenTar(content);
        if (tar is not null) return new RemoteContext(ContextTree.Receive(tar, Path.Combine(build.Directory, "context"), isArchive: false, build.Services.Settings.MaxContextBytes, cancellation), null);
        if (content.Length > LongestDockerfile) throw new BuildException(new Fault(FaultCode.InvalidArgument, $"{url} is neither an archive (tar, plain or by gzip, bzip2, xz or zstd) nor a Dockerfile.") { Field = "contextUrl" });
        using var reader = new StreamReader(content);
        return new RemoteContext(null, reader.ReadToEnd());
    }
}
