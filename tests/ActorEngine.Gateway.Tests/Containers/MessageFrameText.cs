using System.Text;
using ActorEngine.Contracts;

namespace ActorEngine.Gateway.Tests.Containers;

/// <summary>A message's JSON as it goes to the engine.</summary>
internal static class MessageFrameText
{
    public static string Of(IMessage message) => Encoding.UTF8.GetString(MessageCodec.ToBytes(message));
}
