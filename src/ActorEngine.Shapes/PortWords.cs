using ActorEngine.Contracts;

namespace ActorEngine.Shapes;

/// <summary>Ports as ps shows them: 0.0.0.0:8080->80/tcp, neighbours as one range.</summary>
internal static class PortWords
{
    public static string Of(IReadOnlyList<PublishedPort> ports)
    {
        List<string> words = [];
        for (int i = 0; i < ports.Count;)
        {
            int end = i + 1;
            while (end < ports.Count && Follows(ports[end - 1], ports[end])) end++;
            words.Add(Word(ports[i], ports[end - 1]));
            i = end;
        }

        return string.Join(", ", words);
    }

    private static bool Follows(PublishedPort before, PublishedPort after) => before.HostAddress == after.HostAddress && before.Protocol == after.Protocol
        && after.ContainerPort == before.ContainerPort + 1 && (before.HostPort == 0 ? after.HostPort == 0 : after.HostPort == before.HostPort + 1);

    private static string Word(PublishedPort first, PublishedPort last)
    {
        string inside = $"{Range(first.ContainerPort, last.ContainerPort)}/{first.Protocol}";
        return first.HostPort == 0 ? inside : $"{(first.HostAddress.Contains(':') ? $"[{first.HostAddress}]" : first.HostAddress)}:{Range(first.HostPort, last.HostPort)}->{inside}";
    }

    private static string Range(int first, int last) => first == last ? $"{first}" : $"{first}-{last}";
}
