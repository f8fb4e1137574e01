using System.Net;
using System.Net.Sockets;

namespace ActorEngine.Dns;

/// <summary>What becomes of a query: an answer of our own, or somewhere to ask. Pure.</summary>
/// <param name="Answer">null where it is to be forwarded, or not answered at all.</param>
/// <param name="Forward">The client's own name servers, or none for the host's; null where it is not forwarded.</param>
internal readonly record struct Decision(byte[]? Answer, IReadOnlyList<IPAddress>? Forward, Question Question)
{
    /// <param name="turn">Rises with each query: names of several containers are answered with another one first each time.</param>
    public static Decision Of(ReadOnlySpan<byte> query, IPAddress from, Zone zone, int turn)
    {
        // Whoever is no container of ours gets nothing: this is no resolver for the world.
        if (zone.ClientOf(from) is not { } client) return default;
        if (Question.Read(query) is not { } question) return new Decision(Messages(query), null, default);
        if (zone.Find(client, question.Name) is { } addresses)
        {
            IPAddress[] wanted = [.. addresses.Where(address => question.Type == RecordType.Any
                || question.Type == (address.AddressFamily == AddressFamily.InterNetworkV6 ? RecordType.Ipv6 : RecordType.A))];
            return new Decision(Dns.Answer.Addresses(query, question, Rotate(wanted, turn)), null, question);
        }

        if (question.Type is RecordType.Pointer or RecordType.Any && zone.FindPointer(client, question.Name) is { } name)
            return new Decision(Dns.Answer.Pointer(query, question, name), null, question);
        // What leads nowhere does not lead to a name server either.
        return client.LeadsOut ? new Decision(null, client.Servers, question) : new Decision(Dns.Answer.Nothing(query, question), null, question);
    }

    private static byte[]? Messages(ReadOnlySpan<byte> query) => Dns.Answer.Refusal(query);

    private static IPAddress[] Rotate(IReadOnlyList<IPAddress> addresses, int turn)
    {
        if (addresses.Count < 2) return [.. addresses];
        int first = (int)((uint)turn % (uint)addresses.Count);
        return [.. addresses.Skip(first), .. addresses.Take(first)];
    }
}
