using ActorEngine.Contracts;
using ActorEngine.Oci.Spec;

namespace ActorEngine.Oci.Tests.Accounts;

public class UserLookupTests
{
    [Theory]
    [InlineData(null, 0u, 0u, new[] { 0u, 44u }, "/root")]
    [InlineData("app", 1000u, 1001u, new[] { 1001u, 44u }, "/home/app")]
    [InlineData("1000", 1000u, 1001u, new[] { 1001u, 44u }, "/home/app")]
    [InlineData("app:staff", 1000u, 50u, new[] { 50u }, "/home/app")]
    [InlineData("app:4242", 1000u, 4242u, new[] { 4242u }, "/home/app")]
    [InlineData("5000", 5000u, 0u, new[] { 0u }, "/")]
    [InlineData("5000:6000", 5000u, 6000u, new[] { 6000u }, "/")]
    [InlineData("123", 77u, 78u, new[] { 78u }, "/odd")]
    [InlineData(":staff", 0u, 50u, new[] { 50u }, "/root")]
    public void Users_are_found_by_dockers_rules(string? user, uint uid, uint gid, uint[] groups, string home)
    {
        ProcessUser found = UserLookup.Find(user, [], Requests.Facts);
        UserSpec spec = found.ToSpec();
        Assert.Equal((uid, gid, home), (spec.Uid, spec.Gid, found.Home));
        Assert.Equal(groups, spec.AdditionalGids);
    }

    [Fact]
    public void Extra_groups_are_added_by_name_and_number() =>
        Assert.Equal([1001u, 44u, 50u, 9u], UserLookup.Find("app", ["staff", "9"], Requests.Facts).ToSpec().AdditionalGids);

    [Theory]
    [InlineData("nobody", "user", "unable to find user nobody")]
    [InlineData("app:nogroup", "user", "unable to find group nogroup")]
    [InlineData("4294967295", "user", "out of range")]
    public void Unknown_names_are_refused(string user, string field, string text)
    {
        Fault fault = Requests.Refuse(Requests.Settings with { User = user });
        Assert.Equal((FaultCode.InvalidArgument, field), (fault.Code, fault.Field));
        Assert.Contains(text, fault.Message);
    }

    [Fact]
    public void The_settings_user_goes_before_the_images()
    {
        var image = new ImageConfiguration { Command = ["sh"], User = "app" };
        Assert.Equal(1000u, Requests.Build(Requests.Settings, image).Spec.Process.User.Uid);
        Assert.Equal(0u, Requests.Build(Requests.Settings with { User = "root" }, image).Spec.Process.User.Uid);
    }
}
