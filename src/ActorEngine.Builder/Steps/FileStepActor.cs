using ActorEngine.Contracts;
using ActorEngine.Linux;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>COPY, ADD and WORKDIR: file operations in a snapshot that is mounted where nobody else sees it.</summary>
internal sealed class FileStepActor : StepActor
{
    private ContainerId target, source;
    private SnapshotPrepared? preparedTarget, preparedSource;
    private IReadOnlyList<Download> downloads = [];
    private IReadOnlyList<string> commits = [];
    private bool contentKnown, isNeeded;

    public FileStepActor(BuildSetting build, StepOrder order) : base(build, order)
    {
        Receive<ContentKey>(OnContent);
        Receive<Written>(_ => Commit(target));
    }

    public static Props Props(BuildSetting build, StepOrder order) => Akka.Actor.Props.Create(() => new FileStepActor(build, order));

    private CopyStep? Copy => Order.Step as CopyStep;

    private GitSource Git => new(Build);

    // With --link the files do not depend on what is below them.
    protected override string KeyParent => Copy is { Link: true } ? "link" : base.KeyParent;

    protected override async Task<IReadOnlyList<string>> InputsAsync()
    {
        if (Copy is not { } copy) return [];
        List<string> inputs = [];
        if (copy.From is FileOrigin.Step origin) inputs.Add(Order.Inputs[origin.Id].Chain?.Value ?? "");
        if (copy.From is FileOrigin.Context && Order.Context is { } context && copy.Paths.Count > 0)
        {
            using OpenTree tree = OpenTree.Open(context.Directory);
            inputs.Add(ContextDigest.Of(context, SourceFinder.Find(tree, copy), copy.Excludes));
        }

        List<Download> found = [];
        foreach (string url in copy.Urls) found.Add(await Build.Tools.Downloads.FindAsync(copy, url, Build.Directory, isNeeded || Build.Request.NoCache, Stopping).ConfigureAwait(false));
        downloads = found;
        inputs.AddRange(found.Select(download => download.Digest));
        List<string> named = [];
        foreach (GitAddress repository in copy.Repositories) named.Add(await Git.ResolveAsync(repository, Stopping).ConfigureAwait(false));
        commits = named;
        CheckCommit(copy, named);
        inputs.AddRange(named);
        return inputs;
    }

    private static void CheckCommit(CopyStep copy, List<string> commits)
    {
        if (copy.Checksum is not { } wanted || commits.Count == 0 || commits[0] == wanted) return;
        throw new BuildException(new Fault(FaultCode.InvalidArgument, $"{copy.Repositories[0]} is at the commit {commits[0]}, not {wanted}.") { Field = "dockerfile" });
    }

    // The second time by content: the stage may have been made anew and the files be the same.
    protected override void Execute()
    {
        if (contentKnown)
        {
            Run(WriteAsync, made => made);
            return;
        }

        // Now that the files are needed: what they are may have changed meanwhile, and so their key.
        if (!isNeeded && downloads.Any(download => download.File is null))
        {
            isNeeded = true;
            FindKey();
            return;
        }

        target = Prepare(ParentImage);
        if (Copy?.From is FileOrigin.Step origin && Copy.Paths.Count > 0) source = Prepare(ImageOf(Order.Inputs[origin.Id].Chain));
    }

    protected override void OnPrepared(SnapshotPrepared prepared)
    {
        if (prepared.Container == target) preparedTarget = prepared;
        else preparedSource = prepared;
        if (preparedTarget is null || (source.Value is not null && preparedSource is null)) return;
        if (preparedSource is null || Copy is not { } copy) Run(WriteAsync, made => made);
        else Run(() => Task.FromResult(new ContentKey(KeyOf(copy, preparedSource))), known => known);
    }

    protected override void OnFound(StepResult result, IReadOnlyList<StoredLayer> layers)
    {
        Digest? below = layers.Count > 1 ? layers[^2].ChainId : null;
        if (Copy is { Link: true } && !result.IsEmpty && below != Order.Parent?.Chain) Rebase(layers[^1]);
        else Cached(result);
    }

    protected override void Cached(StepResult result) =>
        base.Cached(Copy is { Link: true } && result.IsEmpty ? result with { Chain = Order.Parent?.Chain } : result);

    private void OnContent(ContentKey known)
    {
        contentKnown = true;
        TryKey(known.Key);
    }

    private string KeyOf(CopyStep copy, SnapshotPrepared from)
    {
        using OpenTree tree = OpenTree.Mount(from, writable: false);
        string digest = TreeDigest.Of(tree, SourceFinder.Find(tree, copy), copy.Excludes, Stopping);
        return StepKeys.Of(copy, KeyParent, ["content", digest, .. downloads.Select(download => download.Digest), .. commits], Build.Latest?.ToUnixTimeSeconds());
    }

    private async Task<Written> WriteAsync()
    {
        List<string> trees = [];
        for (int i = 0; i < commits.Count; i++)
        {
            GitAddress repository = Copy!.Repositories[i];
            trees.Add(await Git.CheckOutAsync(repository, commits[i], Path.Combine(Build.Directory, Guid.NewGuid().ToString("n")), Copy.KeepsGit, Stopping).ConfigureAwait(false));
        }

        return Write(trees);
    }

    private Written Write(IReadOnlyList<string> trees)
    {
        using OpenTree tree = Copy is { Link: true } ? OpenTree.Open(preparedTarget!.Upper) : OpenTree.Mount(preparedTarget!, writable: true);
        if (Order.Step is DirectoryStep directory)
        {
            if (tree.TryOpenDirectory(directory.Path, out Errno error) is { } there) there.Dispose();
            else if (error == Errno.ENOTDIR) throw new BuildException(FaultCode.InvalidArgument, $"{directory.Path} cannot be the working directory: it is a file.");
            else tree.MakeDirectory(directory.Path, directory.Owner.Length > 0 ? OwnerNames.Find(tree, directory.Owner) : FileOwner.Root).Dispose();
            return new Written();
        }

        bool isContext = Copy!.From is FileOrigin.Context;
        using OpenTree? from = preparedSource is { } prepared ? OpenTree.Mount(prepared, writable: false)
            : isContext && Order.Context is { } context && Copy.Paths.Count > 0 ? OpenTree.Open(context.Directory) : null;
        if (from is null && Copy.Paths.Count > 0) throw new BuildException(FaultCode.NotFound, $"\"/{Copy.Paths[0]}\": not found");
        DateTimeOffset now = Build.Latest ?? Build.Services.Time.GetUtcNow();
        new CopyWork(Copy, from, tree, isContext, [.. downloads.Select(download => (download.Name, download.File!))], trees, now, Stopping).Run();
        return new Written();
    }

    private sealed record Written;

    private sealed record ContentKey(string Key);
}
