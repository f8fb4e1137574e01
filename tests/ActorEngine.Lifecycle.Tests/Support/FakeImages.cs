using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Lifecycle.Tests;

/// <summary>An image store with one image, whose layers are the directories given.</summary>
internal sealed class FakeImages : ReceiveActor
{
    public FakeImages(string lower, string writable)
    {
        Receive<PrepareSnapshot>(message =>
        {
            if (message.Image.Value == "silent") return;
            if (message.Image.Value == "missing") Sender.Tell(new Fault(FaultCode.NotFound, "No such image: missing"));
            else Sender.Tell(Prepare(message.Container, lower, writable));
        });
        Receive<FindSnapshot>(message => Sender.Tell(Prepare(message.Container, lower, writable)));
        Receive<RemoveSnapshot>(message =>
        {
            string own = Path.Combine(writable, message.Container.Value);
            if (writable.Length > 0 && Directory.Exists(own)) Linux.TreeRemoval.Remove(own);
            Sender.Tell(new Done());
        });
        Receive<DiffSnapshot>(_ => Sender.Tell(new FileChanges([])));
    }

    private static SnapshotPrepared Prepare(ContainerId id, string lower, string writable)
    {
        string upper = Path.Combine(writable, id.Value, "upper"), work = Path.Combine(writable, id.Value, "work");
        if (writable.Length > 0)
        {
            Directory.CreateDirectory(upper);
            Directory.CreateDirectory(work);
        }

        return new SnapshotPrepared(id, new Digest("sha256:" + new string('b', 64)), "busybox:latest", new ImageConfiguration { Command = ["sh"] })
        {
            Lower = [lower],
            Upper = upper,
            Work = work,
        };
    }
}
