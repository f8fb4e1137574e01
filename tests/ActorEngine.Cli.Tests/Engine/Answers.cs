using System.Text;
using ActorEngine.Contracts;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Tests.Engine;

/// <summary>Answers that several tests give.</summary>
internal static class Answers
{
    public static readonly ContainerId Id = new(new string('c', 64));

    public static readonly ContainerCreated Created = new(Id, "web");

    public static ValueTask WriteAsync(this ServerCall call, string text, int channel = 1) => call.WriteDataAsync(channel, Encoding.UTF8.GetBytes(text));

    public static ContainerWaited Waited(int code) => new(new ExitStatus(code));

    public static ContainerInspection Inspection(ContainerStatus status, bool tty = false, bool stdin = false) => new()
    {
        Id = Id,
        Name = "web",
        State = new ContainerStateInfo { Status = status },
        Settings = new ContainerSettings { Image = new ImageReference("busybox"), Tty = tty, OpenStdin = stdin },
    };

    public static Fault NotFound(string message) => new(FaultCode.NotFound, message);
}
