int sum_slow(int count)
{
    int sum = 0;
    return sum;
}
