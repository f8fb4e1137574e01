using ActorEngine.Contracts;

namespace ActorEngine.Networking;

/// <summary>What a forward of slirp4netns is known by: protocol, address and port of the host.</summary>
internal readonly record struct ForwardKey(string Protocol, string Address, int Port)
{
    public static ForwardKey Of(PublishedPort port) => new(port.Protocol, port.HostAddress, port.HostPort);

    public override string ToString() => $"{Address}:{Port}/{Protocol}";
}
