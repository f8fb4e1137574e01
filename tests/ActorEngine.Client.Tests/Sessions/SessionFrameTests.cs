using ActorEngine.Contracts;

namespace ActorEngine.Client.Tests.Sessions;

public sealed class SessionFrameTests
{
    private const string Golden = "0807060504030201" + "0D0C0B0A" + "04" + "01" + "01AABB";

    [Fact]
    public void The_bytes_of_a_frame_stay_as_they_are()
    {
        var frame = new SessionFrame(0x0102030405060708, 0x0A0B0C0D, SessionFrameKind.Data, new byte[] { 1, 0xAA, 0xBB }) { More = true };

        Assert.Equal(Golden, Convert.ToHexString(frame.ToBytes()));
        var read = SessionFrame.Read(Convert.FromHexString(Golden));
        Assert.Equal((frame.Number, frame.Stream, frame.Kind, frame.More), (read.Number, read.Stream, read.Kind, read.More));
        Assert.Equal(frame.Payload.ToArray(), read.Payload.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("01020304")]
    [InlineData("00000000000000000000000000" + "00")]
    [InlineData("000000000000000000000000" + "FF" + "00")]
    public void What_is_no_frame_is_refused(string hex) => Assert.Throws<MessageFormatException>(() => SessionFrame.Read(Convert.FromHexString(hex)));

    [Fact]
    public void A_gap_and_a_repetition_are_found()
    {
        SessionNumbers sender = new(), receiver = new();
        var (first, second, third) = (sender.Stamp(0, SessionFrameKind.Ping), sender.Stamp(0, SessionFrameKind.Ping), sender.Stamp(0, SessionFrameKind.Ping));

        Assert.True(receiver.Accept(first));
        Assert.False(receiver.Accept(first));
        Assert.False(receiver.Accept(third));
        Assert.True(receiver.Accept(second));
    }

    [Fact]
    public void A_message_over_the_limit_is_refused_while_it_arrives()
    {
        var parts = new MessageParts(100_000);
        var numbers = new SessionNumbers();

        Assert.Throws<MessageFormatException>(() =>
        {
            foreach (var frame in numbers.StampMessage(1, SessionFrameKind.Request, new byte[200_000])) parts.Add(frame);
        });
    }
}
