using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>From the Dockerfile to a plan: base images are looked up, and fetched where they are missing, one after the other.</summary>
internal sealed partial class BuildActor
{
    private readonly Dictionary<ImageNeed, BaseImage> images = [];
    private readonly Queue<ImageNeed> wanted = new();
    private readonly Queue<ImageReference> caches = new();
    private Dockerfile? dockerfile;
    private PlanOptions? options;
    private Plan? plan;
    private ContextTree? context;
    private ImageNeed? asking;
    private bool pulled, isCache;
    private BuildProgress.Vertex? lookup;
    private TransferLines? transfer;
    private string? otherPlatform;

    private async Task<DockerfileRead> ReadAsync()
    {
        BuildImage request = client.Request;
        options = OptionsOf(request);
        if (request.Tags.Select(tag => ImageNames.Check(tag.Value)).FirstOrDefault(fault => fault is not null) is { } wrong) throw new BuildException(wrong);
        ContextTree? archive = null;
        string? alone = null;
        if (request.Context == BuildContextKind.Remote)
        {
            if (request.ContextUrl is not { Length: > 0 } url) throw new BuildException(new Fault(FaultCode.InvalidArgument, "The context is remote and has no address.") { Field = "contextUrl" });
            (archive, alone) = await RemoteContext.FetchAsync(build, url, client.Over).ConfigureAwait(false);
        }

        if (request.Context == BuildContextKind.Archive)
        {
            BuildProgress.Vertex remote = build.Progress.Begin("[internal] load remote build context");
            archive = ContextTree.Receive(client.Context, Path.Combine(build.Directory, "context"), isArchive: true, services.Settings.MaxContextBytes, client.Over);
            remote.Done();
        }

        BuildProgress.Vertex definition = build.Progress.Begin($"[internal] load build definition from {request.DockerfileName}");
        string? text = request.Dockerfile ?? alone ?? archive?.ReadText(request.DockerfileName);
        if (text is null) throw new BuildException(new Fault(FaultCode.NotFound, $"The context has no {request.DockerfileName}; name the Dockerfile with --file.") { Field = "dockerfile" });
        definition.Status($"transferring dockerfile: {Sizes.Of(text.Length)}");
        Dockerfile file = Dockerfile.Parse(request.DockerfileName, text);
        definition.Done();
        // After the Dockerfile was read, which it may name.
        archive?.ApplyIgnoreFile(request.DockerfileName);
        return new DockerfileRead(file, archive);
    }

    private static PlanOptions OptionsOf(BuildImage request)
    {
        Platform platform = Platform.Local;
        if (request.Platform is { Length: > 0 } text)
            platform = Platform.Parse(text) ?? throw new BuildException(new Fault(FaultCode.InvalidArgument, $"'{text}' is no platform; write OS/ARCHITECTURE[/VARIANT], such as linux/amd64.") { Field = "platform" });
        return new PlanOptions { Target = request.Target, Arguments = request.Arguments, Labels = request.Labels, Platform = platform, Network = request.Network };
    }

    private void OnDockerfile(DockerfileRead read)
    {
        (dockerfile, context) = (read.File, read.Context);
        foreach (ImageReference image in client.Request.CacheFrom) caches.Enqueue(image);
        ImportNextCache();
    }

    // Images that bring a cache along, one after the other; one that is missing is fetched, and one that cannot be had is told and left.
    private void ImportNextCache()
    {
        if (!caches.TryDequeue(out ImageReference image))
        {
            MakePlan();
            return;
        }

        asking = new ImageNeed(image.Value, options!.Platform);
        isCache = true;
        pulled = false;
        lookup = build.Progress.Begin($"importing cache manifest from {asking.DisplayName}");
        services.Images.Tell(new ReadImage(image));
    }

    private void ImportCache(ImageContent content)
    {
        foreach ((string key, StepResult result) in EmbeddedCache.Read(content.Configuration, [.. content.Layers.Select(layer => layer.ChainId)]))
        {
            build.Tools.Cache.Add(key, result);
            // Held as the cache's own results are.
            if (result.Chain is { } chain) services.Images.Tell(new FindLayers(chain, build.Tools.Cache.Lease.Name), ActorRefs.NoSender);
        }

        EndCacheImport();
    }

    private void EndCacheImport()
    {
        lookup!.Done();
        (asking, isCache) = (null, false);
        ImportNextCache();
    }

    private void MakePlan()
    {
        PlanOutcome outcome;
        try
        {
            outcome = Planner.Make(dockerfile!, options!, images.GetValueOrDefault);
        }
        catch (DockerfileException wrong)
        {
            Answer(BuildException.Of(wrong));
            return;
        }

        foreach (ImageNeed need in outcome.Needs) wanted.Enqueue(need);
        if (outcome.Plan is { } made) Begin(made);
        else AskNext();
    }

    private void AskNext()
    {
        if (!wanted.TryDequeue(out asking))
        {
            MakePlan();
            return;
        }

        services.States.Set(Self.Path.ToStringWithoutAddress(), nameof(BuildActor), "looking up images");
        lookup = build.Progress.Begin($"[internal] load metadata for {asking.DisplayName}");
        (pulled, otherPlatform) = (false, null);
        if (client.Request.Pull) Pull();
        else services.Images.Tell(new ReadImage(new ImageReference(asking.Name)));
    }

    private void OnImage(ImageContent content)
    {
        if (asking is null) return;
        if (isCache)
        {
            ImportCache(content);
            return;
        }

        ImageSpec spec = ConfigurationReader.Read(content.Configuration);
        if (!asking.Platform.Takes(spec))
        {
            OnOtherPlatform(spec);
            return;
        }

        Digest? chain = content.Layers.Count > 0 ? content.Layers[^1].ChainId : null;
        images[asking] = new BaseImage(content.Id, spec, chain);
        lookup!.Done();
        AskNext();
    }

    // The name means an image of another platform here: the registry may have the right one.
    private void OnOtherPlatform(ImageSpec spec)
    {
        otherPlatform = $"{asking!.DisplayName} is here for {spec.Os}/{spec.Architecture} and not for {asking.Platform}";
        if (!pulled) Pull();
        else OnImageFault(new Fault(FaultCode.NotFound, "the registry has it for no other.") { Field = "platform" });
    }

    private void OnImageFault(Fault fault)
    {
        if (fault.Code == FaultCode.NotFound && !pulled)
        {
            Pull();
            return;
        }

        if (isCache)
        {
            lookup!.Status(fault.Message);
            EndCacheImport();
            return;
        }

        if (otherPlatform is { } other) fault = fault with { Message = $"{other}; {fault.Message}" };
        lookup!.Failed(fault.Message);
        asking = null;
        Answer(fault);
    }

    // The client's own credentials come before those that the engine keeps.
    private void Pull()
    {
        pulled = true;
        if (!client.Request.GivesCredentials || ReferenceName.Parse(asking!.Name, out _) is not { } name)
        {
            OnCredentials(new CredentialsKnown(null));
            return;
        }

        Run(async () => new CredentialsKnown(await client.AskCredentialsAsync(name.Domain, client.Over).ConfigureAwait(false)), known => known);
    }

    private void OnCredentials(CredentialsKnown known)
    {
        transfer = new TransferLines(services.Time);
        services.Registry().Tell(new PullImage(new ImageReference(asking!.Name)) { Platform = asking.Platform.ToString(), Credentials = known.Credentials });
    }

    private void OnTransfer(TransferProgress progress)
    {
        if (transfer?.Line(progress) is { } line) lookup?.Status(line);
    }

    private void OnLoaded(ImagesLoaded loaded)
    {
        if (asking is not null) services.Images.Tell(new ReadImage(new ImageReference(asking.Name)));
        else OnWritten(loaded);
    }
}
