using System.Buffers;
using System.Text.Json;

namespace ActorEngine.Contracts;

/// <summary>Turns messages into bytes and back: a manifest and UTF-8 JSON.</summary>
public static class MessageCodec
{
    /// <summary>The manifest of a message.</summary>
    /// <exception cref="MessageFormatException">The type is not in the contract.</exception>
    public static string ManifestOf(IMessage message) => Entry(message).Manifest;

    /// <summary>Writes the message's JSON.</summary>
    /// <exception cref="MessageFormatException">The type is not in the contract.</exception>
    public static void Write(IBufferWriter<byte> output, IMessage message)
    {
        using var writer = new Utf8JsonWriter(output);
        JsonSerializer.Serialize(writer, message, Entry(message).Json);
    }

    /// <summary>The message's JSON.</summary>
    /// <exception cref="MessageFormatException">The type is not in the contract.</exception>
    public static byte[] ToBytes(IMessage message) => JsonSerializer.SerializeToUtf8Bytes(message, Entry(message).Json);

    /// <summary>Reads a message. Unknown fields are ignored, missing ones take their defaults.</summary>
    /// <exception cref="MessageFormatException">Unknown manifest, malformed JSON, or a required field is missing.</exception>
    public static IMessage Read(string manifest, ReadOnlySpan<byte> json)
    {
        var entry = MessageRegistry.Find(manifest)
            ?? throw new MessageFormatException(FaultCode.UnknownMessage, $"No message is called '{manifest}' in this version of the contract.");
        try
        {
            return (IMessage?)JsonSerializer.Deserialize(json, entry.Json)
                ?? throw new MessageFormatException(FaultCode.InvalidArgument, $"{manifest}: the message is null.");
        }
        catch (JsonException error)
        {
            throw new MessageFormatException(FaultCode.InvalidArgument, $"{manifest}: {error.Message}", error.Path);
        }
    }

    private static MessageType Entry(IMessage message) => MessageRegistry.Find(message.GetType())
        ?? throw new MessageFormatException(FaultCode.UnknownMessage, $"{message.GetType().Name} is not a message of the contract.");
}
