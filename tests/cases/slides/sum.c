#include <stdio.h>

/* begin sum */
    int sum(int n) {
        int total = 0;
        for (int i = 1; i <= n; i++)
            total += i;
        return total;
    }
/* end sum */

int main(void) {
    printf("%d\n", sum(4));
}
