using System.Text;

namespace ActorEngine.Contracts.Tests;

public sealed class CodecTests
{
    [Fact]
    public void Missing_fields_take_their_defaults()
    {
        var create = Read<CreateContainer>("container.create", """{"operation":"1","settings":{"image":"busybox"}}""");
        Assert.Equal("none", create.Settings.Network);
        Assert.Empty(create.Settings.Environment);
        Assert.Equal(RestartCondition.No, create.Settings.Restart.Condition);
        Assert.True(Read<AttachContainer>("container.attach", """{"container":"c"}""").Stdout);
        Assert.Equal("SIGKILL", Read<KillContainer>("container.kill", """{"container":"c"}""").Signal);
        Assert.True(Read<ContainerWaited>("container.waited", """{"exit":{"code":3}}""").Exit.Known);
    }

    [Fact]
    public void An_unknown_manifest_is_a_fault_that_names_it()
    {
        var error = Assert.Throws<MessageFormatException>(() => MessageCodec.Read("no.such", "{}"u8));
        Assert.Equal(FaultCode.UnknownMessage, error.ToFault().Code);
        Assert.Contains("no.such", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("{\"container\":")]
    [InlineData("{\"container\":7}")]
    public void Bytes_that_are_no_message_are_an_invalid_argument(string json)
    {
        var error = Assert.Throws<MessageFormatException>(() => MessageCodec.Read("container.start", Encoding.UTF8.GetBytes(json)));
        Assert.Equal(FaultCode.InvalidArgument, error.Code);
    }

    [Fact]
    public void A_missing_required_field_is_named()
    {
        var error = Assert.Throws<MessageFormatException>(() => MessageCodec.Read("container.create", """{"settings":{}}"""u8));
        Assert.Contains("image", error.Message);
    }

    [Fact]
    public void Every_message_of_the_assembly_is_registered_once()
    {
        var records = typeof(IMessage).Assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && t.IsAssignableTo(typeof(IMessage)));
        Assert.Equal(records.Select(t => t.Name).Order(), MessageRegistry.All.Select(m => m.Type.Name).Order());
        Assert.Equal(MessageRegistry.All.Count, MessageRegistry.All.Select(m => m.Manifest).Distinct().Count());
    }

    [Fact]
    public void Every_message_is_a_sealed_record_of_one_kind()
    {
        foreach (var type in MessageRegistry.All.Select(entry => entry.Type))
        {
            Assert.True(type.IsSealed, type.Name);
            Assert.True(type.IsAssignableTo(typeof(ICommand)) ^ type.IsAssignableTo(typeof(IQuery))
                ^ (type.IsAssignableTo(typeof(IReply)) || type.IsAssignableTo(typeof(IItem))), type.Name);
        }
    }

    private static T Read<T>(string manifest, string json) => Assert.IsType<T>(MessageCodec.Read(manifest, Encoding.UTF8.GetBytes(json)));
}
