using HubFunctions.Office;

namespace HubFunctions.Tests.Office;

/// <summary>Days are read as people in the United Kingdom type them.</summary>
public sealed class TypedDayTests
{
    [Theory]
    [InlineData("2022-06-03")]
    [InlineData("3 June 2022")]
    [InlineData("03 Jun 2022")]
    [InlineData(" 3rd  june, 2022 ")]
    [InlineData("Friday 3 June 2022")]
    [InlineData("3/6/2022")]
    [InlineData("03/06/2022")]
    [InlineData("3.6.2022")]
    [InlineData("03-06-2022")]
    public void A_day_is_read_with_the_day_before_the_month(string text)
    {
        Assert.True(TypedDay.TryRead(text, out var day));
        Assert.Equal(new DateOnly(2022, 6, 3), day);
    }

    [Fact]
    public void The_short_name_of_September_has_three_letters_or_four()
    {
        Assert.True(TypedDay.TryRead("1 Sept 2022", out var four));
        Assert.True(TypedDay.TryRead("1 Sep 2022", out var three));
        Assert.Equal(three, four);
    }

    [Theory]
    [InlineData("")]
    [InlineData("soon")]
    [InlineData("June 2022")]
    [InlineData("31 June 2022")]
    [InlineData("6/13/2022")]
    [InlineData("3/6/22")]
    [InlineData("Monday 3 June 2022")]
    public void What_is_no_day_is_not_guessed(string text) => Assert.False(TypedDay.TryRead(text, out _));
}
