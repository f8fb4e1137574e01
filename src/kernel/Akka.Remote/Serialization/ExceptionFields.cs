using Akka.Actor;
using Akka.Pattern;
using Akka.Remote.Wire;
using Akka.Util;

namespace Akka.Remote.Serialization;

/// <summary>
/// Exceptions as ExceptionData messages. Of what a peer sends only well-known types are made again; any other becomes an
/// <see cref="AkkaException"/> whose message begins with the type's name.
/// </summary>
internal static class ExceptionFields
{
    private const int MaxDepth = 8;

    private static readonly Dictionary<string, Func<string, Exception?, Exception>> Known = new(StringComparer.Ordinal)
    {
        ["System.Exception"] = static (m, e) => new Exception(m, e),
        ["System.ArgumentException"] = static (m, e) => new ArgumentException(m, e),
        ["System.InvalidOperationException"] = static (m, e) => new InvalidOperationException(m, e),
        ["System.NotSupportedException"] = static (m, e) => new NotSupportedException(m, e),
        ["System.TimeoutException"] = static (m, e) => new TimeoutException(m, e),
        ["System.OperationCanceledException"] = static (m, e) => new OperationCanceledException(m, e),
        ["System.Threading.Tasks.TaskCanceledException"] = static (m, e) => new TaskCanceledException(m, e),
        ["System.UnauthorizedAccessException"] = static (m, e) => new UnauthorizedAccessException(m, e),
        ["System.IO.IOException"] = static (m, e) => new IOException(m, e),
        ["Akka.Pattern.IllegalStateException"] = static (m, e) => new IllegalStateException(m, e),
        ["Akka.Actor.AskTimeoutException"] = static (m, _) => new AskTimeoutException(m),
    };

    public static byte[] Write(Exception? exception) => Write(exception, 0);

    public static Exception? Read(ReadOnlySpan<byte> data) => Read(data, 0);

    private static byte[] Write(Exception? exception, int depth)
    {
        if (exception is null)
            return [];

        // The inner exception is written even when there is none: readers of other implementations expect the field.
        return new ProtoMessage()
            .String(1, exception.GetType().TypeQualifiedName())
            .String(2, exception.Message)
            .String(3, exception.StackTrace)
            .String(4, exception.Source)
            .Message(5, depth < MaxDepth ? Write(exception.InnerException, depth + 1) : [])
            .ToArray();
    }

    private static Exception? Read(ReadOnlySpan<byte> data, int depth)
    {
        var reader = new ProtoReader(data);
        var (typeName, message) = ("", "");
        Exception? inner = null;
        while (reader.Next())
        {
            if (reader.Is(1, ProtoReader.Bytes))
                typeName = reader.ReadString();
            else if (reader.Is(2, ProtoReader.Bytes))
                message = reader.ReadString();
            else if (reader.Is(5, ProtoReader.Bytes) && depth < MaxDepth)
                inner = Read(reader.ReadBytes(), depth + 1);
            else
                reader.Skip();
        }

        if (typeName.Length == 0)
            return null;
        var comma = typeName.IndexOf(',');
        var name = comma < 0 ? typeName : typeName[..comma];
        return Known.TryGetValue(name, out var make) ? make(message, inner) : new RemoteFailureException($"{name}: {message}", inner);
    }

    private sealed class RemoteFailureException(string message, Exception? inner) : AkkaException(message, inner);
}
