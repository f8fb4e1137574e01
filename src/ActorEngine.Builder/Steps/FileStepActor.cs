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
    private bool contentKnown;

    public FileStepActor(BuildSetting build, StepOrder order) : base(build, order)
    {
        Receive<ContentKey>(OnContent);
        Receive<Written>(_ => Commit(target));
    }

    public static Props Props(BuildSetting build, StepOrder order) => Akka.Actor.Props.Create(() => new FileStepActor(build, order));

    private CopyStep? Copy => Order.Step as CopyStep;

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

        downloads = await Downloads.FetchAsync(Build, copy, Stopping).ConfigureAwait(false);
        inputs.AddRange(downloads.Select(download => download.Digest));
        return inputs;
    }

    // The second time by content: the stage may have been made anew and the files be the same.
    protected override void Execute()
    {
        if (contentKnown)
        {
            Run(() => Task.FromResult(Write()), made => made);
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
        if (preparedSource is null || Copy is not { } copy) Run(() => Task.FromResult(Write()), made => made);
        else Run(() => Task.FromResult(new ContentKey(KeyOf(copy, preparedSource))), known => known);
    }

    private void OnContent(ContentKey known)
    {
        contentKnown = true;
        TryKey(known.Key);
    }

    private string KeyOf(CopyStep copy, SnapshotPrepared from)
    {
        using OpenTree tree = OpenTree.Mount(from, writable: false);
        string digest = TreeDigest.Of(tree, SourceFinder.Find(tree, copy), copy.Excludes, Stopping);
        return StepKeys.Of(copy, Order.Parent?.Chain?.Value ?? "", ["content", digest, .. downloads.Select(download => download.Digest)], Build.Latest?.ToUnixTimeSeconds());
    }

    private Written Write()
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
        new CopyWork(Copy, from, tree, isContext, [.. downloads.Select(download => (download.Name, download.File))], now, Stopping).Run();
        return new Written();
    }

    private sealed record Written;

    private sealed record ContentKey(string Key);
}
