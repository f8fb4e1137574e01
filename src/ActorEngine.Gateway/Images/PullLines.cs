using ActorEngine.Contracts;
using ActorEngine.Shapes;

namespace ActorEngine.Gateway.Images;

/// <summary>What clients are told of a pull, in Docker's words.</summary>
internal sealed class PullLines
{
    private readonly Dictionary<Digest, TransferPhase> layers = [];
    private Fields? heading;

    /// <summary>The pull of one tag begins. It is told with the first of it: a registry that refuses is an error and no story.</summary>
    public void Begin(TransferBegan began)
    {
        layers.Clear();
        var name = ReferenceName.Parse(began.Reference, out _);
        heading = new Fields { ["status"] = $"Pulling from {name?.Path ?? began.Reference}", ["id"] = name?.Digest ?? name?.Tag ?? "" };
    }

    /// <summary>Something that a person should know.</summary>
    public IEnumerable<Fields> Of(StreamNotice notice) => [.. Heading(), new Fields { ["status"] = notice.Message }];

    /// <summary>How far a layer is.</summary>
    public IEnumerable<Fields> Of(TransferProgress progress)
    {
        foreach (var line in Heading()) yield return line;
        bool isNew = !layers.TryGetValue(progress.Layer, out var before), changed = isNew || before != progress.Phase;
        layers[progress.Layer] = progress.Phase;
        if (isNew && progress.Phase is not (TransferPhase.Exists or TransferPhase.Waiting)) yield return TransferLine.Of(progress, "Pulling fs layer");
        switch (progress.Phase)
        {
            case TransferPhase.Waiting:
                if (isNew) yield return TransferLine.Of(progress, "Pulling fs layer");
                if (changed) yield return TransferLine.Of(progress, "Waiting");
                break;
            case TransferPhase.Downloading:
                yield return TransferLine.WithBar(progress, "Downloading");
                break;
            case TransferPhase.Extracting:
                if (changed) yield return TransferLine.Of(progress, "Download complete");
                yield return TransferLine.WithBar(progress, "Extracting");
                break;
            case TransferPhase.Pulled:
                if (changed) yield return TransferLine.Of(progress, "Pull complete");
                break;
            case TransferPhase.Exists:
                if (changed) yield return TransferLine.Of(progress, "Already exists");
                break;
            case TransferPhase.Retrying:
                yield return TransferLine.Of(progress, $"Retrying in {progress.Detail} seconds");
                break;
        }
    }

    /// <summary>What it came to.</summary>
    public IEnumerable<Fields> Results(ImagesLoaded loaded)
    {
        foreach (var line in Heading()) yield return line;
        foreach (var pulled in loaded.Pulled)
        {
            yield return new Fields { ["status"] = $"Digest: {pulled.Digest}" };
            string name = ReferenceName.Parse(pulled.Reference, out _)?.FamiliarExact ?? pulled.Reference;
            yield return new Fields { ["status"] = $"Status: {(pulled.Changed ? "Downloaded newer image" : "Image is up to date")} for {name}" };
        }
    }

    private Fields[] Heading()
    {
        var told = heading;
        heading = null;
        return told is null ? [] : [told];
    }
}
