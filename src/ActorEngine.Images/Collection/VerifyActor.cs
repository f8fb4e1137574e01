using Akka.Actor;
using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>
/// One check of the store. Where it is to repair, it fetches what is missing from the registries that had it, one blob after the other, and has the store look
/// once more, for what is unpacked from those blobs.
/// </summary>
internal sealed class VerifyActor : ReceiveActor
{
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    private readonly GcSettings settings;
    private readonly VerifyImages command;
    private readonly IActorRef requester;
    private readonly CancellationTokenSource stop = new();
    private readonly Queue<(StoreDefect Defect, string Origin)> left = new();
    private readonly List<StoreDefect> mended = [];
    private readonly HashSet<Digest> done = [];
    private ImagesVerified first = new([]);
    private bool isBlob = true;

    public static Props Props(GcSettings settings, VerifyImages command, IActorRef requester) => Akka.Actor.Props.Create(() => new VerifyActor(settings, command, requester));

    public VerifyActor(GcSettings settings, VerifyImages command, IActorRef requester)
    {
        this.settings = settings;
        this.command = command;
        this.requester = requester;
        Receive<Terminated>(_ => Context.Stop(Self));
        Receive<ReceiveTimeout>(_ => End(new Fault(FaultCode.Timeout, $"A step of the check was not answered within {Patience.TotalHours} hours.")));
        Looking();
    }

    protected override void PreStart()
    {
        Context.Watch(requester);
        SetReceiveTimeout(Patience);
        settings.Images.Tell(command);
    }

    protected override void PostStop() => stop.Cancel();

    private void Looking()
    {
        Receive<Fault>(End);
        Receive<ImagesVerified>(verified =>
        {
            first = verified;
            if (command.Repair)
                foreach (StoreDefect defect in verified.Defects.Where(defect => defect is { Repaired: false, Blob: not null }))
                    foreach (string origin in defect.Origins) left.Enqueue((defect, origin));
            if (left.Count == 0)
            {
                End(verified);
                return;
            }

            Become(Fetching);
            Next();
        });
    }

    private void Fetching()
    {
        Receive<RemoteBlobOpened>(opened => settings.Images.Tell(new MendBlob(Blob, opened.Content)));
        // A manifest is no blob to a registry.
        Receive<RegistryManifest>(manifest => settings.Images.Tell(new MendBlob(Blob, new MemoryStream(System.Text.Encoding.UTF8.GetBytes(manifest.Content)))));
        Receive<Done>(_ =>
        {
            (StoreDefect defect, string origin) = left.Dequeue();
            done.Add(defect.Blob!.Value);
            mended.Add(defect with { Repaired = true, Reason = $"{Problem(defect)}; it was fetched again from {origin}." });
            Next();
        });
        Receive<Fault>(_ =>
        {
            // Not there, or not with what the engine may show: the next one may have it.
            if (isBlob && left.Peek().Defect.Object == "image")
            {
                isBlob = false;
                settings.Registry().Tell(new GetManifest(new ImageReference($"{left.Peek().Origin}@{Blob}")));
                return;
            }

            left.Dequeue();
            Next();
        });
    }

    private Digest Blob => left.Peek().Defect.Blob!.Value;

    private void Next()
    {
        while (left.TryPeek(out var next) && done.Contains(next.Defect.Blob!.Value)) left.Dequeue();
        isBlob = true;
        if (left.Count > 0)
        {
            (StoreDefect defect, string origin) = left.Peek();
            if (settings.Registry() is var registry && registry.IsNobody()) Self.Tell(new Fault(FaultCode.Unavailable, "The registry client is starting."));
            else registry.Tell(new OpenRemoteBlob(new FetchBlob(new ImageReference(origin), Blob, defect.BlobSize), stop.Token));
        }
        else if (mended.Count == 0)
        {
            End(first);
        }
        else
        {
            Become(LookingAgain);
            settings.Images.Tell(command);
        }
    }

    private void LookingAgain()
    {
        Receive<Fault>(End);
        Receive<ImagesVerified>(second =>
        {
            StoreDefect[] repaired = [.. first.Defects.Where(defect => defect.Repaired)];
            End(second with { Defects = [.. second.Defects, .. repaired, .. mended] });
        });
    }

    private static string Problem(StoreDefect defect) => defect.Reason[..Math.Max(0, defect.Reason.LastIndexOf(';'))];

    private void End(IReply reply)
    {
        requester.Tell(reply);
        Context.Stop(Self);
    }
}
