using System.Runtime.CompilerServices;
using ActorEngine.Contracts;

namespace ActorEngine.Client;

/// <summary>
/// Reads a stream over as many sessions as it takes: logs, attached output and events go on at their cursor, without loss and without
/// repetition; statistics are asked for again. What cannot be taken up ends with the session.
/// </summary>
public static class ResumingStream
{
    /// <summary>True where a stream of this request can be taken up after a lost link.</summary>
    public static bool CanResume(IMessage request) => request is ReadLogs or AttachContainer { Stdin: false } or SubscribeEvents or GetStats { Stream: true };

    /// <summary>The stream's elements; the last one is <see cref="StreamElement.End"/>.</summary>
    /// <exception cref="EngineUnreachableException">No session came about in time.</exception>
    /// <exception cref="EngineLinkLostException">The session ended, and the request cannot be taken up.</exception>
    public static async IAsyncEnumerable<StreamElement> ReadAsync(EngineLink link, IMessage request, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var cursor = new StreamCursor(request);
        while (true)
        {
            await using var elements = link.ReadAsync(cursor.Next, cancellation).GetAsyncEnumerator(cancellation);
            while (await MoveAsync(elements, request).ConfigureAwait(false) is { } element)
            {
                if (element is StreamElement.End { Reply: Fault { Code: FaultCode.Unavailable } } && CanResume(request) && link.State.Now.State != NodeState.Reachable) break;
                if (cursor.Take(element) is { } fresh) yield return fresh;
                if (element is StreamElement.End) yield break;
            }

            cursor.Restart();
        }
    }

    /// <summary>The next element; null where the link was lost and the stream is to be taken up.</summary>
    private static async ValueTask<StreamElement?> MoveAsync(IAsyncEnumerator<StreamElement> elements, IMessage request)
    {
        try
        {
            return await elements.MoveNextAsync().ConfigureAwait(false) ? elements.Current : null;
        }
        catch (EngineLinkLostException) when (CanResume(request))
        {
            return null;
        }
    }
}
