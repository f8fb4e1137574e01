using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>Checking that the store is whole, and mending what can be.</summary>
public sealed partial class ImagesActor
{
    private void OnVerifyImages(VerifyImages command)
    {
        List<ImageRecord> chosen = [];
        foreach (ImageReference reference in command.Images)
        {
            ImageResolution.Found found = ImageResolution.Resolve(catalog, reference);
            if (found.Image is not { } image)
            {
                Sender.Tell(found.Fault!);
                return;
            }

            chosen.Add(image);
        }

        Begin(command.Images.Count > 0 ? new VerifyJob(catalog, chosen, [], command.Repair) : new VerifyJob(catalog, [.. catalog.Images.Values], [.. catalog.Layers.Keys], command.Repair));
    }

    // As a change of the catalog: nothing is added or removed while layers are exchanged.
    private void Run(MendLayers mend)
    {
        StoreFindings findings = mend.Check.Findings!;
        List<StoreDefect> defects = [.. findings.Defects];
        List<LayerMending> todo = [];
        foreach (LayerMending mending in findings.Mendings)
        {
            if (RunningUser(mending.ChainId) is { } container)
                defects.Add(mending.Defect with { Reason = $"{mending.Defect.Reason} It is in use by container {container.Short}; stop that one and verify again." });
            else todo.Add(mending);
        }

        var answer = new ImagesVerified([.. defects, .. todo.Select(mending => mending.Defect with { Repaired = true })]) { Blobs = findings.Blobs, Layers = findings.Layers, Bytes = findings.Bytes };
        Start(mend with { Answer = answer }, catalog, visibleNow: false, (store, _) =>
        {
            foreach (LostBlob lost in findings.Lost) lost.Discard(store.Layout);
            todo.ForEach(mending => mending.Apply(store.Layout));
        });
    }

    private void OnMendBlob(MendBlob request)
    {
        if (catalog.InUse().Blobs.Contains(request.Blob)) Begin(new MendBlobJob(request, catalog.Images.ContainsKey(request.Blob)));
        else Refuse(new MendBlobJob(request, false), new Fault(FaultCode.NotFound, $"Nothing in the store needs the blob {request.Blob}."));
    }

    private ContainerId? RunningUser(Digest chain)
    {
        foreach (ContainerId container in snapshots.Keys)
            if (settings.IsRunning(container) && StackOf(container)?.Any(layer => layer.ChainId == chain) == true) return container;
        return null;
    }

    private sealed record MendLayers(StagedImport Check, IActorRef? Requester) : Change(Requester)
    {
        public ImagesVerified? Answer { get; init; }
    }
}
